/** Pictures of an answer beside its table or text: a matrix, a chart, a timeline, a graph, where they fit. */
import { button, element } from "./element";
import { columnsOf, type Column } from "./columns";
import { stancesIn } from "./stances";
import { downloadButtons } from "./downloads";

/** What the address says of the picture that is shown: it never reaches a server. */
const VIEW = "view";

interface View {
  word: string;
  draw: (width: number) => Promise<Element>;
}

/** Adds a switch between what stands there and the pictures that can be made of it, the fittest first. */
export function offerViews(answer: HTMLElement, table: HTMLTableElement | null): void {
  const views = [...(table ? tableViews(table) : []), ...graphViews(answer)];
  const plain = answer.querySelector<HTMLElement>(".plain-answer");
  if (!views.length || !plain) return;
  const picture = element("figure", { class: "picture" });
  picture.hidden = true;
  plain.after(picture);
  const choices = element("div", { class: "views screen", role: "group", "aria-label": "Show as" });
  const choose = (pressed: HTMLButtonElement, view?: View) => {
    for (const each of choices.children) each.setAttribute("aria-pressed", String(each === pressed));
    plain.hidden = view !== undefined;
    picture.hidden = view === undefined;
    if (view) void drawInto(picture, view);
  };
  const add = (word: string, view?: View) => {
    const made = button(word, () => {
      choose(made, view);
      remember(answer, view ? word : "");
    });
    made.setAttribute("aria-pressed", String(view === undefined));
    choices.append(made);
    if (view && word === remembered()) choose(made, view);
  };
  plain.before(choices);
  for (const view of views) add(view.word, view);
  add(table ? "Table" : "Text");
}

function remembered(): string {
  return new URLSearchParams(location.hash.slice(1)).get(VIEW) ?? "";
}

/** Keeps the picture in the address, and in the link that the answer offers. */
function remember(answer: HTMLElement, word: string): void {
  const kept = new URLSearchParams(location.hash.slice(1));
  if (word) kept.set(VIEW, word);
  else kept.delete(VIEW);
  history.replaceState(null, "", `${location.pathname}${location.search}${kept.size ? `#${kept}` : ""}`);
  const link = answer.querySelector<HTMLAnchorElement>("a[data-share]");
  if (link) link.hash = word ? new URLSearchParams({ [VIEW]: word }).toString() : "";
}

async function drawInto(picture: HTMLElement, view: View): Promise<void> {
  picture.replaceChildren(element("p", { role: "status" }, "Drawing …"));
  try {
    const drawn = await view.draw(picture.clientWidth);
    picture.replaceChildren(drawn);
    const svg = picture.querySelector("svg");
    if (svg) picture.append(element("p", { class: "actions" }, ...downloadButtons(view.word.toLowerCase(), () => svg)));
  } catch (error) {
    picture.replaceChildren(element("p", { role: "alert" }, error instanceof Error ? error.message : String(error)));
  }
}

function tableViews(table: HTMLTableElement): View[] {
  const body = table.tBodies[0];
  const rows = body ? [...body.rows] : [];
  const columns = columnsOf(table, rows);
  const names = columns.find((column) => column.kind === "text");
  const amount = columns.find((column) => column.kind === "number");
  const dates = columns.filter((column) => column.kind === "date");
  const views: View[] = [];
  const stances = stancesIn(table, rows);
  if (stances) {
    views.push({ word: "Matrix", draw: async (width) => (await import("./matrix")).matrix(stances, width) });
  }
  if (rows.length > 1 && names && amount) {
    views.push({ word: "Chart", draw: async (width) => (await import("./plot")).bars(names, amount, width) });
  }
  if (rows.length > 1 && dates[0]) {
    views.push({ word: "Timeline", draw: (width) => timeline(names, dates, width) });
  }
  return views;
}

async function timeline(names: Column | undefined, dates: Column[], width: number): Promise<Element> {
  return (await import("./plot")).timeline(names, dates, width);
}

function graphViews(answer: HTMLElement): View[] {
  const triples = answer.querySelector<HTMLAnchorElement>("a[data-format=nt]");
  if (!triples) return [];
  return [{ word: "Graph", draw: async (width) => (await import("./graph")).drawn(triples.href, width) }];
}
