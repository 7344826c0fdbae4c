/** The library of questions: narrows the list while somebody types, as the server does when asked. */
import { plain } from "./plain";

const field = document.querySelector<HTMLInputElement>("#find");
const groups = [...document.querySelectorAll<HTMLElement>(".library section")];
const told = document.querySelector<HTMLElement>("#found");

field?.addEventListener("input", () => {
  const words = plain(field.value).split(/\s+/).filter(Boolean);
  let shown = 0;
  for (const group of groups) {
    const entries = [...group.querySelectorAll<HTMLElement>("li")];
    for (const entry of entries) {
      entry.hidden = !words.every((word) => wordsOf(entry).includes(word));
      if (!entry.hidden) shown += 1;
    }
    group.hidden = entries.every((entry) => entry.hidden);
  }
  if (told) told.textContent = `${shown} ${shown === 1 ? "question" : "questions"}`;
});

/** Title, description and name of a question, which is the end of its address. */
function wordsOf(entry: HTMLElement): string {
  const link = entry.querySelector("a");
  return plain(`${link?.textContent} ${entry.querySelector("p")?.textContent} ${link?.pathname}`);
}
