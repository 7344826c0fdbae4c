/** The picture of the model beside the editor: each class in it puts its pattern into the query. */
import { button, element } from "../element";
import { pinned } from "../snapshot";

const PAGE = "/ns";

/** A button that shows the picture of the ontology's page, once it is wanted; `insert` takes a pattern. */
export function offerModel(form: HTMLFormElement, place: HTMLElement, insert: (pattern: string) => void): void {
  const show = button("Model", () => {
    place.hidden = !place.hidden;
    show.setAttribute("aria-pressed", String(!place.hidden));
    if (!place.childElementCount) void fill(place, insert);
  });
  show.setAttribute("aria-pressed", "false");
  form.querySelector(".actions")?.append(show);
}

async function fill(place: HTMLElement, insert: (pattern: string) => void): Promise<void> {
  place.replaceChildren(element("p", { role: "status" }, "Drawing …"));
  const response = await fetch(pinned(PAGE), { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const drawing = page.querySelector<HTMLElement>(".drawing");
  if (!drawing) return place.replaceChildren(element("p", { role: "alert" }, "The picture cannot be had."));
  for (const style of page.querySelectorAll<HTMLLinkElement>("link[href*='/ontology.css']")) {
    if (!document.querySelector(`link[href="${style.getAttribute("href")}"]`)) document.head.append(style);
  }
  for (const link of drawing.querySelectorAll("a")) link.setAttribute("href", `${PAGE}${link.getAttribute("href")}`);
  drawing.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest("a") : null;
    const pattern = link && patternOf(link);
    if (!pattern) return;
    event.preventDefault();
    insert(pattern);
  });
  const told = element("p", { class: "note" }, "Each class puts itself and the links that its members always have into the query; each link puts in itself alone.");
  place.replaceChildren(told, drawing);
}

/** The triples of a class or of one of its links; none for a module. */
function patternOf(link: Element): string {
  const rows = [...(link.parentElement?.querySelectorAll("a:not(:has(.title))") ?? [])];
  const at = rows.indexOf(link);
  const owner = rows.lastIndexOf(rows.slice(0, at + 1).filter((row) => !isLink(row)).at(-1) ?? link);
  if (at < 0) return "";
  const name = nameOf(rows[owner]);
  const end = rows.findIndex((row, place) => place > owner && !isLink(row));
  const links = rows.slice(owner + 1, end < 0 ? undefined : end);
  const wanted = (at === owner ? links : [link]).map((row) => `av:${nameOf(row)} ?${nameOf(row)}`);
  const node = `?${name.charAt(0).toLowerCase()}${name.slice(1)}`;
  return `${node} ${[...(at === owner ? [`a av:${name}`] : []), ...wanted].join(" ;\n    ")} .`;
}

function isLink(row: Element): boolean {
  return row.querySelector(".link") !== null;
}

function nameOf(row: Element | undefined): string {
  return row?.getAttribute("href")?.split("#")[1] ?? "";
}
