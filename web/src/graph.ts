/** A graph as a picture: nodes are links, laid out by d3-force, drawn as SVG. */
import { forceCollide, forceLink, forceManyBody, forceSimulation, forceX, forceY } from "d3-force";
import type { SimulationLinkDatum, SimulationNodeDatum } from "d3-force";
import { labelsOf } from "./labels";
import { drawnElement } from "./svg";
import { triplesIn, type Triple } from "./triples";

const MOST = 300;
/** Letters of a label that are shown. */
const LONGEST = 30;

interface Dot extends SimulationNodeDatum {
  id: string;
  label: string;
  degree: number;
}

type Edge = SimulationLinkDatum<Dot> & { word: string };

/** The graph at an address of N-Triples. */
export async function drawn(address: string, width: number): Promise<HTMLElement> {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`The service answers ${response.status}.`);
  const triples = triplesIn(await response.text()).filter((triple) => triple.object.startsWith("http"));
  if (!triples.length) throw new Error("No line of this graph leads from a thing to a thing.");
  const kept = bestConnected(triples);
  const names = await labelsOf([...new Set(kept.flatMap((t) => [t.subject, t.predicate, t.object]))].filter(isIri));
  const { dots, edges } = laidOut(kept, names, width);
  const place = document.createElement("div");
  const all = new Set(triples.flatMap((triple) => [triple.subject, triple.object])).size;
  const note = document.createElement("p");
  note.className = "note";
  note.textContent =
    dots.length < all
      ? `The ${dots.length} best connected of ${all} things; the text has them all.`
      : `${dots.length} things, ${edges.length} links; the text has the same and the values.`;
  const region = document.createElement("div");
  region.className = "scroll";
  region.tabIndex = 0;
  region.setAttribute("role", "region");
  region.setAttribute("aria-label", "Graph");
  region.append(picture(dots, edges, note.textContent));
  place.append(note, region);
  requestAnimationFrame(() => {
    region.scrollLeft = (region.scrollWidth - region.clientWidth) / 2;
    region.scrollTop = (region.scrollHeight - region.clientHeight) / 2;
  });
  return place;
}

function isIri(term: string): boolean {
  return term.startsWith("http");
}

function bestConnected(triples: Triple[]): Triple[] {
  const degrees = new Map<string, number>();
  for (const { subject, object } of triples) {
    for (const end of [subject, object]) degrees.set(end, (degrees.get(end) ?? 0) + 1);
  }
  const ranked = [...degrees].sort(([, one], [, other]) => other - one).slice(0, MOST);
  const kept = new Set(ranked.map(([id]) => id));
  return triples.filter((triple) => kept.has(triple.subject) && kept.has(triple.object));
}

function laidOut(triples: Triple[], names: Map<string, string>, width: number) {
  const dots = new Map<string, Dot>();
  const dot = (id: string): Dot => {
    const there = dots.get(id) ?? { id, label: named(id, names), degree: 0 };
    there.degree += 1;
    dots.set(id, there);
    return there;
  };
  const edges: Edge[] = triples.map(({ subject, predicate, object }) => ({
    source: dot(subject),
    target: dot(object),
    word: named(predicate, names),
  }));
  const nodes = [...dots.values()];
  forceSimulation(nodes)
    .force("link", forceLink<Dot, Edge>(edges).distance(110))
    .force("charge", forceManyBody().strength(-220))
    // Words are wide and low: what they need beside each other is most of what they need.
    .force("apart", forceCollide<Dot>((dot) => 16 + 1.6 * Math.min(dot.label.length, LONGEST)))
    .force("x", forceX().strength(0.09))
    .force("y", forceY().strength(0.09 * Math.max(1, width / 600)))
    .stop()
    .tick(300);
  return { dots: nodes.sort((one, other) => other.degree - one.degree), edges };
}

/** A label, else the end of the IRI. */
function named(id: string, names: Map<string, string>): string {
  return names.get(id) ?? id.replace(/^.*[/#](?=.)/, "");
}

function picture(dots: Dot[], edges: Edge[], name: string): SVGSVGElement {
  const svg = drawnElement("svg", { class: "network", role: "group", "aria-label": name });
  const xs = dots.map((dot) => dot.x ?? 0);
  const ys = dots.map((dot) => dot.y ?? 0);
  const [left, top] = [Math.min(...xs) - 90, Math.min(...ys) - 30];
  const [width, height] = [Math.max(...xs) - left + 90, Math.max(...ys) - top + 30];
  svg.setAttribute("viewBox", [left, top, width, height].map(Math.round).join(" "));
  svg.setAttribute("width", rounded(width));
  svg.setAttribute("height", rounded(height));
  for (const edge of edges) svg.append(line(edge));
  for (const dot of dots) svg.append(node(dot));
  return svg;
}

function line(edge: Edge): SVGElement {
  const [from, to] = [edge.source as Dot, edge.target as Dot];
  const ends = { x1: rounded(from.x), y1: rounded(from.y), x2: rounded(to.x), y2: rounded(to.y) };
  const drawn = drawnElement("line", { ...ends, "aria-hidden": "true" });
  const title = drawnElement("title", {});
  title.textContent = `${from.label} – ${edge.word} – ${to.label}`;
  drawn.append(title);
  return drawn;
}

function node(dot: Dot): SVGElement {
  const text = drawnElement("text", { x: rounded(dot.x), y: rounded((dot.y ?? 0) - 9) });
  text.textContent = `\u2068${dot.label.length > LONGEST ? `${dot.label.slice(0, LONGEST - 1)}…` : dot.label}\u2069`;
  const circle = drawnElement("circle", { cx: rounded(dot.x), cy: rounded(dot.y), r: "5" });
  const spoken = { "aria-label": `${dot.label}, ${dot.degree} ${dot.degree === 1 ? "link" : "links"}` };
  const made = isIri(dot.id) ? drawnElement("a", { href: page(dot.id), ...spoken }) : drawnElement("g", {});
  made.append(circle, text);
  return made;
}

/** What we name has a page on this site. */
function page(iri: string): string {
  return iri.replace(/^https:\/\/w3id\.org\/averment(?=\/(id|concept|ns)\b)/, "");
}

function rounded(place: number | undefined): string {
  return String(Math.round(place ?? 0));
}
