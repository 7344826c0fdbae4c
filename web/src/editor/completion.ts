/** Completion from our own vocabulary, narrowed to the class of the subject, and from names of things. */
import type { Completion, CompletionContext, CompletionResult, CompletionSource } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import { find, type Hit } from "../suggest";
import { declaration, grown } from "./prefixes";
import { classesOf, situation, variablesOf, type Place } from "./tokens";
import { card, type ClassTerm, type Expectation, type Term, type Vocabulary } from "./vocabulary";

const WORD = /[?$]\w*|[\w-]*:?[\w.-]*/;
const KEYWORDS =
  "SELECT DISTINCT CONSTRUCT DESCRIBE ASK WHERE FILTER OPTIONAL UNION MINUS GRAPH BIND VALUES ORDER BY GROUP BY HAVING LIMIT OFFSET COUNT SUM MIN MAX AVG GROUP_CONCAT SAMPLE EXISTS NOT EXISTS LANG STR DATATYPE YEAR COALESCE IF REGEX CONTAINS STRSTARTS";
const STANDARD: Completion[] = [...new Set(KEYWORDS.split(" "))].map((label) => ({ label, type: "keyword", boost: -50 }));

/** The sources of completion: terms and variables at once, things by their names when they are found. */
export function completions(coming: Promise<Vocabulary>): CompletionSource[] {
  return [
    async (context) => termsAt(context, await coming),
    async (context) => thingsAt(context, await coming),
  ];
}

function termsAt(context: CompletionContext, vocabulary: Vocabulary): CompletionResult | null {
  const word = context.matchBefore(WORD);
  if (!word || (!word.text && !context.explicit)) return null;
  const text = context.state.doc.toString();
  if (/^[?$]/.test(word.text)) {
    const others = variablesOf(text.slice(0, word.from) + " " + text.slice(context.pos));
    return { from: word.from, options: others.map((label) => ({ label, type: "variable" })), validFor: /^[?$]\w*$/ };
  }
  const { place, triples, path } = situation(text, word.from);
  const classes = classesOf(place.subject, triples);
  const options = wanted(place, path ? targets(place.predicate, vocabulary) : classes, word.text, vocabulary);
  const general = place.role === "predicate" || word.text.includes(":") ? [] : STANDARD;
  return { from: word.from, options: [...options, ...general], validFor: /^[\w-]*:?[\w-]*$/ };
}

/** What can stand at a place, as far as the vocabulary knows; `classes` are those of the subject. */
function wanted(place: Place, classes: string[], typed: string, vocabulary: Vocabulary): Completion[] {
  if (place.role === "predicate") return properties(classes, typed, vocabulary);
  if (place.role === "object" && /^(a|rdf:type)$/.test(place.predicate)) {
    return vocabulary.classes.map((term) => ({
      ...offered(term, "class", vocabulary, term.used.toLocaleString("en")),
      boost: frequency(term),
    }));
  }
  if (place.role === "object") return concepts(place.predicate, vocabulary);
  return [];
}

/** Properties that the classes have, those that each member has first; all where none of them fits. */
function properties(classes: string[], typed: string, vocabulary: Vocabulary): Completion[] {
  const expected = new Map(expectations(classes, vocabulary).map((each) => [each.property, each]));
  const local = typed.replace(/^.*:/, "").toLowerCase();
  const own = vocabulary.properties.filter((term) => expected.has(term.name));
  const fits = own.some((term) => term.name.toLowerCase().includes(local));
  return (fits ? own : vocabulary.properties).map((term) => {
    const required = expected.get(term.name)?.required ?? false;
    const detail = fits ? (required ? "always" : "may be") : term.used.toLocaleString("en");
    return { ...offered(term, "property", vocabulary, detail), boost: (required ? 50 : 0) + frequency(term) };
  });
}

/** What is used more stands higher, by its order of magnitude. */
function frequency(term: Term): number {
  return Math.min(40, Math.log2(term.used + 1) * 2);
}

function expectations(classes: string[], vocabulary: Vocabulary): Expectation[] {
  return vocabulary.classes.filter((term) => classes.includes(term.name)).flatMap((term: ClassTerm) => term.fields);
}

/** Classes and schemes of what a property leads to, by name. */
function targets(property: string, vocabulary: Vocabulary): string[] {
  const fields = vocabulary.classes.flatMap((term) => term.fields);
  return [...new Set(fields.filter((each) => each.property === property).flatMap((each) => each.to))];
}

function concepts(property: string, vocabulary: Vocabulary): Completion[] {
  const schemes = targets(property, vocabulary);
  const found = vocabulary.concepts.filter((concept) => schemes.includes(concept.scheme));
  return found.map((concept) => offered(concept, "concept", vocabulary, concept.label));
}

function offered(term: Term, type: string, vocabulary: Vocabulary, detail: string): Completion {
  return {
    label: term.name,
    type,
    detail,
    info: () => card(term, term.name),
    apply: inserting(term.name, vocabulary),
  };
}

/** Puts a name in the text, and with it the declaration of its prefix. */
function inserting(name: string, vocabulary: Vocabulary) {
  return (view: EditorView, _: Completion, from: number, to: number) => {
    const declared = declaration(view.state.doc, name.split(":")[0] ?? "", vocabulary);
    view.dispatch({
      changes: [...declared, { from, to, insert: name }],
      selection: { anchor: from + grown(view.state.doc, declared) + name.length },
      userEvent: "input.complete",
      scrollIntoView: true,
    });
  };
}

/** Things whose name has what is being typed, of the class that the predicate leads to. */
async function thingsAt(context: CompletionContext, vocabulary: Vocabulary): Promise<CompletionResult | null> {
  const word = context.matchBefore(WORD);
  const typed = word?.text.replace(/^avd:/, "") ?? "";
  if (!word || typed.length < 2 || typed.includes(":") || /^[?$]/.test(typed)) return null;
  const { place } = situation(context.state.doc.toString(), word.from);
  const classes = place.role === "object" ? targets(place.predicate, vocabulary) : [];
  if (!word.text.startsWith("avd:") && !takesThings(place, classes, vocabulary)) return null;
  const hits = await hitsOf(typed.replace(/-/g, " "), classes.filter((name) => name.startsWith("av:")));
  if (context.aborted || !hits.length) return null;
  return { from: word.from, filter: false, options: hits.map((hit) => thing(hit, vocabulary)) };
}

/** Whether a thing can stand at a place; a property of ours that leads to none takes none. */
function takesThings(place: Place, classes: string[], vocabulary: Vocabulary): boolean {
  if (place.role !== "object") return place.role === "subject";
  const isOurs = vocabulary.properties.some((term) => term.name === place.predicate);
  return classes.some((name) => name.startsWith("av:")) || !(isOurs || /^(a|rdf:type)$/.test(place.predicate));
}

async function hitsOf(words: string, classes: string[]): Promise<Hit[]> {
  const names = classes.length ? classes.map((name) => name.replace("av:", "")) : [""];
  const found = await Promise.all(names.slice(0, 3).map((name) => find(words, name)));
  return [...new Map(found.flat().map((hit) => [hit.iri, hit])).values()];
}

function thing(hit: Hit, vocabulary: Vocabulary): Completion {
  return {
    label: hit.label,
    displayLabel: hit.label.length > 60 ? `${hit.label.slice(0, 59)}…` : hit.label,
    detail: hit.class,
    type: "thing",
    boost: -10,
    apply: inserting(`avd:${hit.id}`, vocabulary),
  };
}
