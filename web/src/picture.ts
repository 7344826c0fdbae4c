/** Pictures as files: SVG with the look that the page gives them, and PNG painted from the same shapes. */

const LOOK = ["fill", "stroke", "stroke-width", "stroke-dasharray", "paint-order", "font-family", "font-size", "font-weight", "text-anchor", "color"];
/** Pixels of a PNG for each one of the page, so that it stays sharp in print. */
const SCALE = 2;

/** A picture as a file of its own. */
export function standalone(svg: SVGSVGElement): string {
  const copy = svg.cloneNode(true) as SVGSVGElement;
  const drawn = [svg, ...svg.querySelectorAll("*")];
  [copy, ...copy.querySelectorAll("*")].forEach((each, place) => {
    const look = getComputedStyle(drawn[place] ?? svg);
    for (const name of LOOK) each.setAttribute(name, look.getPropertyValue(name));
  });
  return new XMLSerializer().serializeToString(copy);
}

/** The same as pixels. It is painted shape by shape: the policy of pages lets no picture be made of a text. */
export async function painted(svg: SVGSVGElement): Promise<Blob> {
  const frame = svg.getBoundingClientRect();
  const canvas = document.createElement("canvas");
  canvas.width = Math.ceil(frame.width * SCALE);
  canvas.height = Math.ceil(frame.height * SCALE);
  const brush = canvas.getContext("2d");
  if (!brush) throw new Error("This browser paints no pictures.");
  brush.fillStyle = getComputedStyle(document.documentElement).getPropertyValue("--surface");
  brush.fillRect(0, 0, canvas.width, canvas.height);
  for (const shape of svg.querySelectorAll<SVGGraphicsElement>("path, line, rect, circle, text")) {
    paint(brush, shape, frame);
  }
  return new Promise((done, fail) =>
    canvas.toBlob((blob) => (blob ? done(blob) : fail(new Error("The picture is too large."))), "image/png"),
  );
}

function paint(brush: CanvasRenderingContext2D, shape: SVGGraphicsElement, frame: DOMRect): void {
  const place = shape.getScreenCTM();
  const look = getComputedStyle(shape);
  if (!place || look.visibility === "hidden" || look.display === "none") return;
  const { a, b, c, d, e, f } = place;
  brush.setTransform(SCALE * a, SCALE * b, SCALE * c, SCALE * d, SCALE * (e - frame.left), SCALE * (f - frame.top));
  brush.lineWidth = parseFloat(look.strokeWidth) || 1;
  brush.setLineDash(look.strokeDasharray === "none" ? [] : look.strokeDasharray.split(",").map(parseFloat));
  brush.globalAlpha = Number(look.opacity);
  brush.fillStyle = look.fill;
  brush.strokeStyle = look.stroke;
  if (shape instanceof SVGTextElement) return write(brush, shape, look);
  const path = pathOf(shape);
  if (look.fill !== "none") brush.fill(path);
  if (look.stroke !== "none") brush.stroke(path);
}

function write(brush: CanvasRenderingContext2D, text: SVGTextElement, look: CSSStyleDeclaration): void {
  if (!text.getNumberOfChars()) return;
  const { x, y } = text.getStartPositionOfChar(0);
  brush.font = `${look.fontWeight} ${look.fontSize} ${look.fontFamily}`;
  brush.lineJoin = "round";
  // A halo lies under the letters.
  if (look.stroke !== "none") brush.strokeText(text.textContent ?? "", x, y);
  brush.fillText(text.textContent ?? "", x, y);
}

function pathOf(shape: SVGGraphicsElement): Path2D {
  const path = new Path2D(shape.getAttribute("d") ?? "");
  if (shape instanceof SVGLineElement) {
    path.moveTo(shape.x1.baseVal.value, shape.y1.baseVal.value);
    path.lineTo(shape.x2.baseVal.value, shape.y2.baseVal.value);
  } else if (shape instanceof SVGRectElement) {
    path.rect(shape.x.baseVal.value, shape.y.baseVal.value, shape.width.baseVal.value, shape.height.baseVal.value);
  } else if (shape instanceof SVGCircleElement) {
    path.arc(shape.cx.baseVal.value, shape.cy.baseVal.value, shape.r.baseVal.value, 0, 2 * Math.PI);
  }
  return path;
}

/** Hands something to the reader as a file. */
export function save(name: string, content: Blob): void {
  const address = URL.createObjectURL(content);
  const link = document.createElement("a");
  link.href = address;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(address), 1000);
}
