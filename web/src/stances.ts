/** Who holds what towards which claim, read from the cells of a table that tells it. */

/** One stance: its effect, which colours it, and its word. */
export interface Stance {
  effect: string;
  word: string;
}

/** A thing with its page. */
export interface Named {
  label: string;
  href: string;
}

export interface Stances {
  holders: Named[];
  claims: Named[];
  /** By holder and claim, as addresses with a blank between. */
  held: Map<string, Stance[]>;
}

const EFFECT = /\b(supports|opposes|neutral|withholds)\b/;

/** The stances of a table with a column of stances, one of claims and one of those who hold them; else nothing. */
export function stancesIn(table: HTMLTableElement, rows: HTMLTableRowElement[]): Stances | undefined {
  const places = [...(table.tHead?.rows[0]?.cells ?? [])].keys();
  const columns = [...places].map((place) => rows.map((row) => row.cells[place]));
  const all = (selector: string) => columns.findIndex((cells) => holds(cells, selector));
  const [stance, claim] = [all(".stance"), all("a + .badge:not(.record, .superseded, .disputed)")];
  const holder = columns.findIndex(
    (cells, place) => place !== stance && place !== claim && holds(cells, "a[href]") && !holds(cells, ".badge"),
  );
  if (rows.length < 2 || Math.min(stance, claim, holder) < 0) return undefined;
  const found: Stances = { holders: [], claims: [], held: new Map() };
  for (const row of rows) {
    const [who, what, how] = [named(row.cells[holder]), named(row.cells[claim]), stanceOf(row.cells[stance])];
    if (!who || !what || !how) continue;
    keep(found.holders, who);
    keep(found.claims, what);
    const key = `${who.href} ${what.href}`;
    const there = found.held.get(key) ?? [];
    if (!there.some((each) => each.word === how.word)) found.held.set(key, [...there, how]);
  }
  return found;
}

/** Whether some cells are filled, and those that are hold such an element. */
function holds(cells: (HTMLTableCellElement | undefined)[], selector: string): boolean {
  const filled = cells.filter((cell) => cell?.textContent?.trim());
  return filled.length > 0 && filled.every((cell) => cell?.querySelector(selector));
}

function named(cell: HTMLTableCellElement | undefined): Named | undefined {
  const link = cell?.querySelector<HTMLAnchorElement>("a[href]");
  const label = (cell?.querySelector("bdi") ?? link)?.textContent?.trim();
  return link && label ? { label, href: link.getAttribute("href") ?? "" } : undefined;
}

function stanceOf(cell: HTMLTableCellElement | undefined): Stance | undefined {
  const mark = cell?.querySelector<HTMLElement>(".stance");
  const effect = EFFECT.exec(mark?.className ?? "")?.[0];
  return mark && effect ? { effect, word: mark.textContent?.trim() ?? "" } : undefined;
}

function keep(list: Named[], thing: Named): void {
  if (!list.some((each) => each.href === thing.href)) list.push(thing);
}
