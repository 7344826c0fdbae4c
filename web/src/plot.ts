/** Charts by Observable Plot, mended for a strict policy and for readers who hear the page. */
import { axisX, barX, dot, link, plot, ruleX } from "@observablehq/plot";
import type { Column } from "./columns";

const MOST = 60;
const LINE = 24;
const LONGEST = 42;

/** One bar per row, longest first. */
export function bars(names: Column, amount: Column, width: number): SVGSVGElement {
  const rows = names.values
    .map((name, place) => ({ place, name: name.text, amount: Number(amount.values[place]?.text || "NaN") }))
    .filter((row) => !Number.isNaN(row.amount))
    .sort((one, other) => other.amount - one.amount)
    .slice(0, MOST);
  return mended(
    plot({
      ...frame(rows, width),
      x: { label: amount.name, labelAnchor: "center", labelOffset: 38, grid: true },
      marks: [barX(rows, { x: "amount", y: "place", sort: { y: null } }), ruleX([0])],
    }),
    `${amount.name} by ${names.name}, ${rows.length} rows; the table has the same.`,
  );
}

/** One line per row, from its first day to its last; a dot where it has only one day. */
export function timeline(names: Column | undefined, dates: Column[], width: number): SVGSVGElement {
  const [begin, end] = dates;
  if (!begin) throw new Error("No column holds days.");
  const rows = begin.values
    .map((day, place) => ({
      place,
      name: names?.values[place]?.text ?? day.text,
      begin: day.text ? new Date(day.text) : null,
      end: end?.values[place]?.text ? new Date(end.values[place].text) : null,
    }))
    .filter((row) => row.begin)
    .slice(0, MOST);
  const lasting = rows.filter((row) => row.end);
  return mended(
    plot({
      ...frame(rows, width),
      x: { type: "utc", label: end ? `${begin.name} to ${end.name}` : begin.name, grid: true },
      marks: [
        axisX({ anchor: "top", label: null }),
        link(lasting, { x1: "begin", x2: "end", y1: "place", y2: "place", strokeWidth: 4 }),
        dot(rows, { x: "begin", y: "place", r: 4, fill: "currentColor" }),
      ],
    }),
    `${begin.name} by ${names?.name ?? begin.name}, ${rows.length} rows; the table has the same.`,
  );
}

function frame(rows: { place: number; name: string }[], width: number) {
  const label = new Map(rows.map((row) => [row.place, isolated(row.name)]));
  const longest = Math.max(0, ...[...label.values()].map((text) => text.length));
  return {
    width: Math.max(320, width),
    height: rows.length * LINE + 70,
    marginLeft: Math.min(Math.max(320, width) * 0.45, longest * 7 + 16),
    marginRight: 24,
    marginBottom: 44,
    style: { fontSize: "13px", background: "transparent" },
    y: {
      type: "band" as const,
      domain: rows.map((row) => row.place),
      tickFormat: (place: number) => label.get(place) ?? "",
      label: null,
      tickSize: 0,
    },
  };
}

/** A label that is cut where it is long, and keeps its own direction of writing. */
function isolated(text: string): string {
  const plain = text.replace(/[\u202A-\u202E\u2066-\u2069]/g, "");
  return `\u2068${plain.length > LONGEST ? `${plain.slice(0, LONGEST - 1)}…` : plain}\u2069`;
}

/** The policy refuses inline styles, and a label on a group tells assistive technology nothing. */
function mended(figure: Element, name: string): SVGSVGElement {
  const svg = figure instanceof SVGSVGElement ? figure : figure.querySelector("svg");
  if (!svg) throw new Error("Nothing was drawn.");
  for (const style of svg.querySelectorAll("style")) style.remove();
  for (const group of svg.querySelectorAll("g[aria-label]")) group.removeAttribute("aria-label");
  for (const hidden of svg.querySelectorAll("[aria-hidden]")) hidden.removeAttribute("aria-hidden");
  svg.setAttribute("class", "plot");
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", name);
  return svg;
}
