/** Pictures of an answer beside its table or text: a chart, a timeline, a graph, where they fit. */
import { button, element } from "./element";
import { columnsOf, type Column } from "./columns";
import { downloadButton } from "./picture";

interface View {
  word: string;
  draw: (width: number) => Promise<Element>;
}

/** Adds a switch between what stands there and the pictures that can be made of it. */
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
    const made = button(word, () => choose(made, view));
    made.setAttribute("aria-pressed", String(view === undefined));
    choices.append(made);
  };
  add(table ? "Table" : "Text");
  for (const view of views) add(view.word, view);
  plain.before(choices);
}

async function drawInto(picture: HTMLElement, view: View): Promise<void> {
  picture.replaceChildren(element("p", { role: "status" }, "Drawing …"));
  try {
    const drawn = await view.draw(picture.clientWidth);
    picture.replaceChildren(drawn);
    if (drawn.querySelector("svg") ?? drawn.matches("svg")) picture.append(downloadButton(picture));
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
