/** A whole answer as CSV (RFC 4180) with a column of labels beside each column of IRIs. */
import { labelsOf, select, type Term } from "./labels";
import { save } from "./picture";

/** By this a spreadsheet knows that letters are in UTF-8. */
const MARK = "\ufeff";

/** Saves the answer of a query. */
export async function saveLabelled(query: string): Promise<void> {
  save("answer.csv", new Blob([MARK, await labelled(query)], { type: "text/csv" }));
}

async function labelled(query: string): Promise<string> {
  const rows = await select(query);
  const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
  const things = names.filter((name) => rows.some((row) => row[name]?.type === "uri"));
  const iris = rows.flatMap((row) => things.map((name) => row[name]).filter(isThing).map((term) => term.value));
  const labels = await labelsOf([...new Set(iris)]);
  const head = names.flatMap((name) => (things.includes(name) ? [name, `${name} label`] : [name]));
  const lines = rows.map((row) =>
    names.flatMap((name) => {
      const value = row[name]?.value ?? "";
      return things.includes(name) ? [value, labels.get(value) ?? ""] : [value];
    }),
  );
  return [head, ...lines].map((line) => `${line.map(quoted).join(",")}\r\n`).join("");
}

function isThing(term: Term | undefined): term is Term {
  return term?.type === "uri" && !/[\s<>"{}|^`\\]/.test(term.value);
}

function quoted(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}
