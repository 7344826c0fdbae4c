/** A matrix of stances as a picture: a line for each claim, a column for each of those who hold something towards it. */
import { element } from "./element";
import type { Named, Stance, Stances } from "./stances";
import { drawnElement } from "./svg";

const CELL = 34;
const MARK = 24;
const MOST = 60;
const LETTER = 6.6;
const SLANT = 45;
const LONGEST = 36;

/** The picture; what is not recorded is a dot, no blank. */
export function matrix(stances: Stances, width: number): HTMLElement {
  const svg = drawn(stances, width);
  return element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": "Matrix" }, svg);
}

/** Those who hold most stand first. */
function drawn({ holders, claims, held }: Stances, width: number): SVGSVGElement {
  const spoken = (holder: Named) => claims.filter((claim) => held.has(`${holder.href} ${claim.href}`)).length;
  const across = [...holders].sort((one, other) => spoken(other) - spoken(one)).slice(0, MOST);
  const down = claims.slice(0, MOST);
  const side = Math.max(170, Math.min(460, width * 0.45));
  const head = 24 + Math.max(...across.map((each) => cut(each.label, LONGEST).length)) * LETTER * Math.sin((SLANT * Math.PI) / 180);
  const tail = 24 + head;
  const [wide, high] = [side + across.length * CELL + tail, head + down.length * CELL + 8];
  const name = `Stances of ${across.length} towards ${down.length} claims; the table has the same.`;
  const svg = drawnElement("svg", { class: "stances", role: "group", "aria-label": name });
  svg.setAttribute("viewBox", [0, 0, wide, high].map(Math.round).join(" "));
  svg.setAttribute("width", String(Math.round(wide)));
  svg.setAttribute("height", String(Math.round(high)));
  across.forEach((holder, place) => svg.append(column(holder, side + (place + 0.5) * CELL, head)));
  down.forEach((claim, place) => {
    const middle = head + (place + 0.5) * CELL;
    svg.append(line(middle - CELL / 2, side + across.length * CELL), row(claim, middle, side));
    across.forEach((holder, at) => {
      const stances = held.get(`${holder.href} ${claim.href}`) ?? [];
      svg.append(cell(stances, side + (at + 0.5) * CELL, middle, `${holder.label}: ${claim.label}`));
    });
  });
  return svg;
}

function line(y: number, width: number): SVGElement {
  return drawnElement("line", { x1: "0", x2: String(width), y1: String(y), y2: String(y), class: "rule", "aria-hidden": "true" });
}

function column(holder: Named, x: number, y: number): SVGElement {
  const text = drawnElement("text", { transform: `translate(${x + 4} ${y - 8}) rotate(-${SLANT})` });
  return link(holder, text, LONGEST);
}

function row(claim: Named, y: number, side: number): SVGElement {
  const text = drawnElement("text", { x: "0", y: String(y + 4) });
  return link(claim, text, Math.floor((side - 12) / LETTER));
}

function link(thing: Named, text: SVGTextElement, most: number): SVGElement {
  text.textContent = `\u2068${cut(thing.label, most)}\u2069`;
  const made = drawnElement("a", { href: thing.href });
  const title = drawnElement("title", {});
  title.textContent = thing.label;
  made.append(text, title);
  return made;
}

/** Several stances of one holder stand side by side, as narrow as it takes. */
function cell(stances: Stance[], x: number, y: number, place: string): SVGElement {
  const made = drawnElement("g", { "aria-hidden": "true" });
  const title = drawnElement("title", {});
  title.textContent = `${place} – ${stances.map((each) => each.word).join(", ") || "not recorded"}`;
  made.append(title);
  if (!stances.length) made.append(drawnElement("circle", { cx: String(x), cy: String(y), r: "1.5", class: "none" }));
  const width = MARK / Math.max(1, stances.length);
  stances.forEach((stance, at) => {
    const left = x - MARK / 2 + at * width;
    const box = { x: left, y: y - MARK / 2, width, height: MARK, class: stance.effect };
    made.append(drawnElement("rect", Object.fromEntries(Object.entries(box).map(([key, value]) => [key, String(value)]))));
    if (width >= MARK / 2) made.append(symbol(stance.effect, left + width / 2, y, Math.min(1, width / MARK)));
  });
  return made;
}

/** The symbol that a stance has everywhere on the site. */
function symbol(effect: string, x: number, y: number, scale: number): SVGElement {
  const made = drawnElement("g", { class: `sign ${effect}`, transform: `translate(${x - 8 * scale} ${y - 8 * scale}) scale(${scale})` });
  for (const each of document.querySelector(`#s-${effect}`)?.children ?? []) made.append(each.cloneNode());
  return made;
}

function cut(text: string, most: number): string {
  const plain = text.replace(/[\u202A-\u202E\u2066-\u2069]/g, "");
  return plain.length > most ? `${plain.slice(0, most - 1)}…` : plain;
}
