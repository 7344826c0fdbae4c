/** The page of a named question: its answer, and fields that suggest things by their names. */
import { enliven } from "./answer";
import { suggest } from "./suggest";

const outcome = document.querySelector<HTMLElement>("#outcome");
if (outcome) enliven(outcome);

for (const field of document.querySelectorAll<HTMLInputElement>("input[data-class]")) {
  const note = document.getElementById(field.getAttribute("aria-describedby") ?? "");
  suggest(field, {
    value: (hit) => hit.id,
    className: field.dataset.class,
    chosen: (hit) => {
      if (note) note.textContent = hit.label;
    },
  });
}
