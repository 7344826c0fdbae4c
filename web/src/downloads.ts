/** Buttons that hand out a picture; what makes files of it is loaded when one is pressed. */
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
