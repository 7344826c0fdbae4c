/** The ontology's pages: a field that narrows what is listed while somebody types, and IRIs to copy. */
import { copyButton } from "./copy";
import { plain } from "./plain";

const NAMESPACE = "https://w3id.org/averment/ns#";
const LISTED = ".term, .scheme li";
const listed = [...document.querySelectorAll<HTMLElement>(LISTED)];

for (const term of document.querySelectorAll(".term")) {
  term.querySelector("h3")?.append(copyButton("Copy IRI", () => NAMESPACE + term.id));
}
const form = document.querySelector<HTMLFormElement>("#narrowing");
if (form) listen(form);

/** The form finds by itself without this script; with it, what does not match goes from the page. */
function listen(form: HTMLFormElement): void {
  const field = form.elements.namedItem("q");
  const told = form.querySelector("output");
  form.addEventListener("submit", (event) => event.preventDefault());
  form.querySelector("button")?.remove();
  if (!(field instanceof HTMLInputElement) || !told) return;
  field.addEventListener("input", () => (told.value = narrow(field.value)));
}

/** Hides what has not all the words, in itself or beneath it; says how much is left. */
function narrow(typed: string): string {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  for (const each of listed) {
    const text = plain(each.textContent ?? "");
    each.hidden = !words.every((word) => text.includes(word));
  }
  for (const section of new Set(listed.map((each) => each.closest("section")))) {
    if (section) section.hidden = [...section.querySelectorAll<HTMLElement>(LISTED)].every((each) => each.hidden);
  }
  const left = listed.filter((each) => !each.hidden).length;
  return words.length ? `${left} ${left === 1 ? "is" : "are"} left` : "";
}
