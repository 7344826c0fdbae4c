/** Names that begin with what is being typed, from the text index, as choices of a field. */
import { element } from "./element";
import { pinned } from "./snapshot";

/** A thing that was found by its name, title or text. */
export interface Hit {
  id: string;
  iri: string;
  class: string;
  kind: string;
  label: string;
}

/** A term of the ontology that was found beside them. */
interface Term {
  iri: string;
  kind: string;
  label: string;
  page: string;
}

/** What a field offers: a thing, or a term. */
type Offered = Hit | Term;

interface Choice {
  /** What the field holds once something is chosen. */
  value: (offered: Offered) => string;
  /** Told when something is taken from the list. */
  chosen?: (offered: Offered) => void;
  /** How many terms are offered beneath the things; none where it is missing. */
  terms?: number;
  /** Names of classes, with blanks between them; of any where it is missing. */
  className?: string;
}

const PAUSE = 150;
const MOST = 12;
const MOST_CLASSES = 4;
/** How many of all kinds are looked at, and how many of one are offered. */
const SEEN = 60;
const MOST_OF_A_KIND = 4;

/** Things found by words, members of a class alone where one is named; none where nobody answers. */
export async function find(words: string, className = "", most = MOST): Promise<Hit[]> {
  return (await search(words, className, most)).hits;
}

async function search(words: string, className: string, most: number): Promise<{ hits: Hit[]; terms: Term[] }> {
  const asked = new URLSearchParams({ q: words, first: String(most) });
  if (className) asked.set("class", className);
  const response = await fetch(pinned(`/search.json?${asked}`));
  return response.ok ? response.json() : { hits: [], terms: [] };
}

/** Things of several classes, each once; the first of each class before the second of any. */
export async function findAmong(words: string, classes: string[], most = MOST): Promise<Hit[]> {
  const found = await Promise.all(classes.slice(0, MOST_CLASSES).map((name) => find(words, name, most)));
  const longest = Math.max(...found.map((hits) => hits.length));
  const turns = Array.from({ length: longest }, (_, turn) => found.flatMap((hits) => hits.slice(turn, turn + 1)));
  return [...new Map(turns.flat().map((hit) => [hit.iri, hit])).values()].slice(0, most);
}

/** The first hits kind by kind, the kind of the best one first, so that no kind hides the others. */
function grouped(hits: Hit[]): Hit[] {
  const kinds = [...new Set(hits.map((hit) => hit.kind))];
  return kinds.flatMap((kind) => hits.filter((hit) => hit.kind === kind).slice(0, MOST_OF_A_KIND)).slice(0, MOST);
}

/** Fills the field's list of choices while somebody types in it. */
export function suggest(field: HTMLInputElement, choice: Choice): void {
  const list = listOf(field);
  let offered: Offered[] = [];
  let waiting = 0;
  field.addEventListener("input", (event) => {
    clearTimeout(waiting);
    const chosen = offered.find((each) => choice.value(each) === field.value);
    if (chosen && !isTyped(event)) return choice.chosen?.(chosen);
    const words = field.value.trim();
    if (words.length < 2) return;
    waiting = window.setTimeout(async () => {
      offered = await among(words, choice);
      list.replaceChildren(...offered.map((each) => option(each, choice)));
    }, PAUSE);
  });
}

async function among(words: string, choice: Choice): Promise<Offered[]> {
  if (choice.className) return findAmong(words, choice.className.split(" "));
  const found = await search(words, "", SEEN);
  return [...grouped(found.hits), ...found.terms.slice(0, choice.terms ?? 0)];
}

/** Whether a field changed by typing; what is taken from a list replaces its text. */
function isTyped(event: Event): boolean {
  return event instanceof InputEvent && event.inputType !== "insertReplacementText";
}

function listOf(field: HTMLInputElement): HTMLDataListElement {
  const there = field.list;
  if (there instanceof HTMLDataListElement) return there;
  const list = element("datalist", { id: `${field.id}-choices` });
  field.after(list);
  field.setAttribute("list", list.id);
  return list;
}

function option(offered: Offered, choice: Choice): HTMLOptionElement {
  const value = choice.value(offered);
  const kind = "page" in offered ? `ontology: ${offered.kind}` : offered.kind;
  return element("option", { value }, value === offered.label ? kind : offered.label);
}
