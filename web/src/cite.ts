/** Sources that open in place, beside the marker at the end of their line. */
import { beside } from "./beside";
import { button, element } from "./element";

const MOST = 6;

/** Opens what a marker leads to over the page; without this it leads to the list at the foot. */
export function openSources(within: Document): void {
  if (!within.querySelector("a.cite[href^='#c']")) return;
  const box = element("div", { class: "source-box", popover: "auto", role: "dialog", "aria-label": "Source" });
  within.body.append(box);
  within.addEventListener("click", (event) => {
    const mark = event.target instanceof Element ? event.target.closest<HTMLAnchorElement>("a.cite[href^='#c']") : null;
    const sources = mark ? sourcesOf(mark) : [];
    if (!mark || !sources.length || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    fill(box, mark, sources);
    box.showPopover();
    beside(box, mark.getBoundingClientRect());
    box.querySelector("button")?.focus();
  });
}

/** The entries of the list that a marker stands for: one, or a run of them. */
function sourcesOf(mark: HTMLAnchorElement): Element[] {
  const ends = (mark.textContent ?? "").split("–").map(Number);
  const first = ends[0] ?? 0;
  const numbers = Array.from({ length: (ends[1] ?? first) - first + 1 }, (_, place) => first + place);
  return numbers.map((number) => document.getElementById(`c${number}`)).filter((each) => each !== null);
}

function fill(box: HTMLElement, mark: HTMLAnchorElement, sources: Element[]): void {
  const list = element("ul", { class: "plain" });
  for (const source of sources.slice(0, MOST)) {
    const item = element("li");
    for (const node of source.childNodes) item.append(node.cloneNode(true));
    list.append(item);
  }
  const close = button("Close", () => {
    box.hidePopover();
    mark.focus();
  });
  const rest = element("a", { href: mark.hash }, sources.length > MOST ? `all ${sources.length} sources` : "among all sources");
  rest.addEventListener("click", () => box.hidePopover());
  box.setAttribute("aria-label", mark.getAttribute("aria-label") ?? "Source");
  box.replaceChildren(list, element("p", { class: "actions" }, close, rest));
}
