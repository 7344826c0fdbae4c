/** Buttons that hand out an answer as a file; what makes it is loaded when one is pressed. */
import { button } from "./element";

type Painter = typeof import("./picture");

export function downloadButtons(name: string, drawn: () => SVGSVGElement | null): HTMLButtonElement[] {
  const offered = (word: string, ending: string, made: (painter: Painter, svg: SVGSVGElement) => Blob | Promise<Blob>) =>
    button(`Download ${word}`, async () => {
      const svg = drawn();
      const painter = await import("./picture");
      if (svg) painter.save(`${name}.${ending}`, await made(painter, svg));
    });
  return [
    offered("SVG", "svg", (painter, svg) => new Blob([painter.standalone(svg)], { type: "image/svg+xml" })),
    offered("PNG", "png", (painter, svg) => painter.painted(svg)),
  ];
}

/** Adds to an answer that is a table the download with labels; `text` gives its query. */
export function offerLabelledCsv(answer: HTMLElement, text: () => string): void {
  const plain = answer.querySelector<HTMLAnchorElement>("a[data-format=csv]");
  const offer = button("CSV with labels", async () => {
    offer.disabled = true;
    try {
      await (await import("./labelled")).saveLabelled(text());
    } catch (error) {
      offer.textContent = `No CSV: ${String(error)}`;
    }
    offer.disabled = false;
  });
  plain?.parentElement?.append(offer);
}
