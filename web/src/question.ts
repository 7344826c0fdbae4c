/** The page of a named question: its answer, and fields that suggest things by their names. */
import { enliven } from "./answer";
import { suggest } from "./suggest";

const outcome = document.querySelector<HTMLElement>("#outcome");
if (outcome) enliven(outcome, () => document.querySelector("#text ~ pre")?.textContent ?? "");

for (const field of document.querySelectorAll<HTMLInputElement>(".fields input[list]")) {
  const note = document.getElementById(field.getAttribute("aria-describedby") ?? "");
  const { class: className } = field.dataset;
  if (className !== undefined) suggest(field, { value: (offered) => ("id" in offered ? offered.id : offered.iri), className });
  field.addEventListener("input", () => {
    const named = [...(field.list?.querySelectorAll("option") ?? [])].find((option) => option.value === field.value);
    if (note) note.textContent = named?.textContent ?? "";
  });
}
