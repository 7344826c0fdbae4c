/** What the columns of a table hold, read from the cells that people see. */

/** A cell as a picture needs it. */
export interface Value {
  text: string;
  href: string;
}

export interface Column {
  name: string;
  kind: "number" | "date" | "text";
  values: Value[];
}

const DATE = /^\d{4}(-\d{2}(-\d{2})?)?$/;
const NUMBER = /^[+-]?\d+(\.\d+)?([eE][+-]?\d+)?$/;

/** The columns of a table, rows in the order in which they stand. */
export function columnsOf(table: HTMLTableElement, rows: HTMLTableRowElement[]): Column[] {
  const heads = [...(table.tHead?.rows[0]?.cells ?? [])];
  return heads.map((head, place) => {
    const cells = rows.map((row) => row.cells[place]);
    const values = cells.map((cell) => valueOf(cell));
    const isNumber = cells.some((cell) => cell?.classList.contains("number"));
    return { name: head.textContent?.trim() ?? "", kind: kindOf(values, isNumber), values };
  });
}

function valueOf(cell: HTMLTableCellElement | undefined): Value {
  const link = cell?.querySelector("a");
  const text = (cell?.querySelector("bdi") ?? cell)?.textContent?.trim() ?? "";
  return { text: cell?.querySelector(":scope > .muted") ? "" : text, href: link?.getAttribute("href") ?? "" };
}

function kindOf(values: Value[], isNumber: boolean): Column["kind"] {
  const given = values.filter((value) => value.text);
  const all = (form: RegExp) => given.length > 0 && given.every((value) => form.test(value.text));
  if (isNumber && all(NUMBER)) return "number";
  return all(DATE) && !isNumber ? "date" : "text";
}
