/** A picture of a page as a file of its own. */
import { button, element } from "./element";

const LOOK = ["fill", "stroke", "stroke-width", "paint-order", "font-family", "font-size", "text-anchor", "color"];

/** A button by which the picture that then stands in a place is saved as SVG. */
export function downloadButton(within: ParentNode): HTMLButtonElement {
  return button("Download SVG", () => {
    const svg = within.querySelector("svg");
    if (svg) save("picture.svg", "image/svg+xml", standalone(svg));
  });
}

/** A picture as a file of its own, which has the look that the page's styles give it. */
function standalone(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const drawn = [svg, ...svg.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((each, place) => {
    const look = getComputedStyle(drawn[place] ?? svg);
    for (const name of LOOK) each.setAttribute(name, look.getPropertyValue(name));
  });
  return new XMLSerializer().serializeToString(copy);
}

/** Hands a text to the reader as a file. */
export function save(name: string, type: string, text: string): void {
  const address = URL.createObjectURL(new Blob([text], { type }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
