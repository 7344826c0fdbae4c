/** Sorts, filters and pages the rows that a page holds; what the page does not hold stays away. */
import { copyButton } from "./copy";
import { button, element } from "./element";

const ROWS = 50;
const ORDER = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

interface State {
  words: string;
  column: number;
  descending: boolean;
  page: number;
}

/** Adds controls to the table of an answer. */
export function liveTable(answer: HTMLElement, table: HTMLTableElement): void {
  const body = table.tBodies[0];
  if (!body || body.rows.length < 2) return;
  const rows = [...body.rows];
  const state: State = { words: "", column: -1, descending: false, page: 0 };
  const told = element("span", { role: "status", class: "note" });
  const pages = element("span", { class: "pages" });
  const back = button("Back", () => turn(-1));
  const on = button("Next", () => turn(1));
  pages.append(back, on);

  const show = () => {
    const found = chosen(rows, state);
    const last = Math.max(0, Math.ceil(found.length / ROWS) - 1);
    state.page = Math.min(state.page, last);
    const begin = state.page * ROWS;
    body.replaceChildren(...found.slice(begin, begin + ROWS));
    pages.hidden = last === 0;
    back.disabled = state.page === 0;
    on.disabled = state.page === last;
    told.textContent = range(begin, Math.min(begin + ROWS, found.length), found.length, rows.length);
  };
  const turn = (step: number) => {
    state.page += step;
    show();
  };
  const filter = element("input", { type: "search", "aria-label": "Filter these rows", placeholder: "Filter" });
  filter.addEventListener("input", () => {
    state.words = filter.value;
    state.page = 0;
    show();
  });
  sortable(table, state, show);
  const copy = copyButton("Copy table", () => separated(table, chosen(rows, state)));
  const tools = element("div", { class: "tools screen" }, filter, told, pages, copy);
  if (table.querySelector("td [title]")) tools.append(switchOfIris(table));
  answer.querySelector(".scroll")?.before(tools);
  show();
}

/** Shows beside each label the name that a query uses. */
function switchOfIris(table: HTMLTableElement): HTMLButtonElement {
  const show = button("IRIs", () => {
    const shown = table.classList.toggle("with-iris");
    show.setAttribute("aria-pressed", String(shown));
  });
  show.setAttribute("aria-pressed", "false");
  return show;
}

function chosen(rows: HTMLTableRowElement[], state: State): HTMLTableRowElement[] {
  const words = state.words.toLowerCase();
  const found = words ? rows.filter((row) => row.textContent?.toLowerCase().includes(words)) : [...rows];
  if (state.column < 0) return found;
  const sign = state.descending ? -1 : 1;
  return found.sort((one, other) => sign * compared(key(one, state.column), key(other, state.column)));
}

/** Empty cells come last in either order of the others. */
function compared(one: string, other: string): number {
  return one && other ? ORDER.compare(one, other) : other.length - one.length;
}

function key(row: HTMLTableRowElement, column: number): string {
  return row.cells[column]?.textContent?.trim() ?? "";
}

function sortable(table: HTMLTableElement, state: State, show: () => void): void {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  heads.forEach((head, column) => {
    const word = head.textContent ?? "";
    const sort = element("button", { type: "button", class: "sort" }, word);
    sort.addEventListener("click", () => {
      state.descending = state.column === column && !state.descending;
      state.column = column;
      state.page = 0;
      for (const other of heads) other.removeAttribute("aria-sort");
      head.setAttribute("aria-sort", state.descending ? "descending" : "ascending");
      show();
    });
    head.replaceChildren(sort);
  });
}

function range(begin: number, end: number, found: number, all: number): string {
  if (found === 0) return "No row holds this.";
  if (end - begin === all) return "";
  const part = end - begin < found ? `${begin + 1}–${end} of ${found}` : `${found}`;
  return found < all ? `${part} of the ${all} rows here` : `${part} ${found === 1 ? "row" : "rows"}`;
}

/** Rows as spreadsheets take them from the clipboard. */
function separated(table: HTMLTableElement, rows: HTMLTableRowElement[]): string {
  const head = table.tHead?.rows[0];
  return (head ? [head, ...rows] : rows)
    .map((row) => [...row.cells].map((cell) => (cell.textContent ?? "").trim().replace(/\s+/g, " ")).join("\t"))
    .join("\n");
}
