/** The ontology's pages: a field that narrows the terms while somebody types, and IRIs to copy. */
import { copyButton } from "./copy";
import { element } from "./element";
import { plain } from "./plain";

const NAMESPACE = "https://w3id.org/averment/ns#";
const terms = [...document.querySelectorAll<HTMLElement>(".term")];
const first = terms[0]?.closest("section");

for (const term of terms) {
  term.querySelector("h3")?.append(" ", copyButton("Copy IRI", () => NAMESPACE + term.id));
}
if (first && terms.length > 5) first.before(filter());

function filter(): HTMLElement {
  const field = element("input", { type: "search", id: "narrow", maxlength: "200", autocomplete: "off" });
  const told = element("p", { role: "status", class: "note" });
  field.addEventListener("input", () => (told.textContent = narrow(field.value)));
  const label = element("label", { for: "narrow" }, "Only terms with the words");
  return element("search", {}, element("div", { class: "inline" }, element("div", {}, label, field)), told);
}

/** Hides what has not all the words; says how much is left. */
function narrow(typed: string): string {
  const words = plain(typed).split(/\s+/).filter(Boolean);
  for (const term of terms) {
    const text = plain(term.textContent ?? "");
    term.hidden = !words.every((word) => text.includes(word));
  }
  for (const section of new Set(terms.map((term) => term.closest("section")))) {
    if (section) section.hidden = [...section.querySelectorAll<HTMLElement>(".term")].every((term) => term.hidden);
  }
  const left = terms.filter((term) => !term.hidden).length;
  return words.length ? `${left} ${left === 1 ? "term" : "terms"}` : "";
}
