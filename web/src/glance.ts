/** What a thing in an answer is, in a box beside its name: what its own page says first. */
import { beside } from "./beside";
import { button, element } from "./element";

const TOLD = ".kind, h1, .lead, .banner p";

/** Adds to each thing in an answer the button that opens its box. */
export function offerGlances(answer: HTMLElement): void {
  const box = element("div", { class: "source-box", popover: "auto", role: "dialog" });
  answer.append(box);
  for (const link of answer.querySelectorAll<HTMLAnchorElement>("td a[href^='/id/']")) {
    const open = element("button", { type: "button", class: "glance", "aria-label": `About ${link.textContent}` });
    open.addEventListener("click", () => void show(box, link, open));
    link.after(open);
  }
}

async function show(box: HTMLElement, link: HTMLAnchorElement, opener: HTMLElement): Promise<void> {
  box.setAttribute("aria-label", link.textContent ?? "");
  box.replaceChildren(element("p", { role: "status" }, "Reading …"));
  box.showPopover();
  beside(box, opener.getBoundingClientRect());
  const response = await fetch(link.href, { headers: { Accept: "text/html" } });
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  const told = [...page.querySelectorAll<HTMLElement>(`main :is(${TOLD})`)].map((part) => taken(part, link));
  const close = button("Close", () => {
    box.hidePopover();
    opener.focus();
  });
  const whole = element("a", { href: link.href }, "The whole page");
  box.replaceChildren(...told, element("p", { class: "actions" }, close, whole));
  beside(box, opener.getBoundingClientRect());
  close.focus();
}

/** A part of another page, whose links lead where they led there. */
function taken(part: HTMLElement, page: HTMLAnchorElement): HTMLElement {
  const copy = element("p", { class: part.tagName === "H1" ? "title" : part.className });
  copy.append(...part.cloneNode(true).childNodes);
  for (const link of copy.querySelectorAll("a[href^='#']")) link.setAttribute("href", `${page.pathname}${link.getAttribute("href")}`);
  return copy;
}
