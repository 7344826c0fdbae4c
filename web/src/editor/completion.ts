/** Completion from our own vocabulary, narrowed to the class of the subject, and from names of things. */
import { pickedCompletion, type Completion, type CompletionContext, type CompletionResult, type CompletionSource } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import { find, type Hit } from "../suggest";
import { frames, fresh, patterns } from "./patterns";
import { declaration, grown } from "./prefixes";
import { classesOf, situation, variablesOf, type Place, type Triple } from "./tokens";
import { card, local, termNamed, type ClassTerm, type Expectation, type Term, type Vocabulary } from "./vocabulary";

const WORD = /[?$]\w*|[\w-]*:?[\w.-]*/;
/** Words of a name, behind a blank. */
const NAME = /(?<=\s)\p{L}[\p{L}\d'’.-]*(?: [\p{L}\d'’.-]*){0,5}/u;
const KEYWORDS =
  "SELECT DISTINCT CONSTRUCT DESCRIBE ASK WHERE FILTER OPTIONAL UNION MINUS GRAPH BIND VALUES ORDER BY GROUP BY HAVING LIMIT OFFSET COUNT SUM MIN MAX AVG GROUP_CONCAT SAMPLE EXISTS NOT EXISTS LANG STR DATATYPE YEAR COALESCE IF REGEX CONTAINS STRSTARTS";
/** What is found by its name stands below what is known at once. */
const THINGS = { name: "By name", rank: 1 };
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
  const text = context.state.doc.toString();
  if (!word || nameAt(context, text)?.text.includes(" ")) return null;
  const others = text.slice(0, word.from) + " " + text.slice(context.pos);
  const { place, triples, path } = situation(text, word.from);
  if (!word.text && !context.explicit && !isForeseen(place, triples, text[word.from - 1], vocabulary)) return null;
  const variables = variablesAt(place, triples, variablesOf(others));
  if (/^[?$]/.test(word.text)) return { from: word.from, options: variables, validFor: /^[?$]\w*$/ };
  const classes = path ? targets(place.predicate, vocabulary) : classesOf(place.subject, triples);
  const options = wanted(place, classes, word.text, vocabulary);
  const more = place.role === "subject" ? patterns(others, vocabulary) : place.role === "none" ? frames(others, vocabulary) : [];
  const general = ["subject", "none"].includes(place.role) && !word.text.includes(":") ? STANDARD : [];
  const values = place.role === "object" ? variables : [];
  return { from: word.from, options: [...options, ...values, ...more, ...general], validFor: /^[\w-]*:?[\w-]*$/ };
}

/** Whether it is known what comes behind a blank: properties of a class, values of a property. */
function isForeseen(place: Place, triples: Triple[], before: string | undefined, vocabulary: Vocabulary): boolean {
  if (before !== " ") return false;
  if (place.role === "predicate") return classesOf(place.subject, triples).some((name) => termNamed(vocabulary, name));
  return place.role === "object" && (isType(place.predicate) || termNamed(vocabulary, place.predicate) !== undefined);
}

/** The variables of a text; where a value is wanted, one named after the property comes first. */
function variablesAt(place: Place, triples: Triple[], taken: string[]): Completion[] {
  const own = place.role === "object" && !isType(place.predicate) && place.predicate.includes(":") ? `?${local(place.predicate)}` : "";
  const meeting = triples.filter((triple) => triple.predicate === place.predicate).map((triple) => triple.object);
  const named = own ? [...meeting.filter((name) => taken.includes(name)), own, fresh(own, taken)] : [];
  const first = [...new Set(named)];
  return [...first, ...taken.filter((name) => !first.includes(name))].map((label, place) => ({
    label,
    type: "variable",
    boost: first.includes(label) ? 90 - place : -20,
  }));
}

function isType(predicate: string): boolean {
  return /^(a|rdf:type)$/.test(predicate);
}

/** What can stand at a place, as far as the vocabulary knows; `classes` are those of the subject. */
function wanted(place: Place, classes: string[], typed: string, vocabulary: Vocabulary): Completion[] {
  if (place.role === "predicate") return properties(classes, typed, vocabulary);
  if (place.role === "object" && isType(place.predicate)) {
    return vocabulary.classes.map((term) => ({
      ...offered(term, "class", vocabulary, term.used.toLocaleString("en")),
      boost: frequency(term),
    }));
  }
  if (place.role === "object") return concepts(place.predicate, vocabulary);
  return [];
}

/** Properties that the classes have, those that tell what it is about first; all where none of them fits. */
function properties(classes: string[], typed: string, vocabulary: Vocabulary): Completion[] {
  const expected = new Map(expectations(classes, vocabulary).map((each) => [each.property, each]));
  const telling = vocabulary.classes.filter((term) => classes.includes(term.name)).flatMap((term) => term.telling);
  const own = vocabulary.properties.filter((term) => expected.has(term.name));
  const fits = own.some((term) => term.name.toLowerCase().includes(local(typed).toLowerCase()));
  return (fits ? own : vocabulary.properties).map((term) => {
    const required = expected.get(term.name)?.required ?? false;
    const place = telling.indexOf(term.name);
    const detail = fits ? (required ? "always" : "may be") : term.used.toLocaleString("en");
    return { ...offered(term, "property", vocabulary, detail), boost: place < 0 ? (required ? 50 : 0) + frequency(term) : 99 - place };
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

/** Puts a name in the text, behind a property a blank, and with it the declaration of its prefix. */
function inserting(name: string, vocabulary: Vocabulary) {
  return (view: EditorView, taken: Completion, from: number, to: number) => {
    const declared = declaration(view.state.doc, name.split(":")[0] ?? "", vocabulary);
    const isFollowed = taken.type !== "property" || view.state.sliceDoc(to, to + 1) === " ";
    const insert = isFollowed ? name : `${name} `;
    view.dispatch({
      changes: [...declared, { from, to, insert }],
      selection: { anchor: from + grown(view.state.doc, declared) + insert.length },
      annotations: pickedCompletion.of(taken),
      userEvent: "input.complete",
      scrollIntoView: true,
    });
  };
}

/** The words of a name where a value is wanted. */
function nameAt(context: CompletionContext, text: string): { from: number; text: string } | null {
  const name = context.matchBefore(NAME);
  return name && situation(text, name.from).place.role === "object" ? name : null;
}

/** Things whose name has what is being typed, of the class that the predicate leads to. */
async function thingsAt(context: CompletionContext, vocabulary: Vocabulary): Promise<CompletionResult | null> {
  const text = context.state.doc.toString();
  const word = nameAt(context, text) ?? context.matchBefore(WORD);
  const typed = word?.text.replace(/^avd:/, "") ?? "";
  if (!word || typed.length < 2 || typed.includes(":") || /^[?$]/.test(typed)) return null;
  const { place } = situation(text, word.from);
  const classes = place.role === "object" ? targets(place.predicate, vocabulary) : [];
  if (!word.text.startsWith("avd:") && !takesThings(place, classes, vocabulary)) return null;
  const hits = await hitsOf(typed.replace(/-/g, " ").replace(/ .?$/, ""), classes.filter((name) => name.startsWith("av:")));
  if (context.aborted || !hits.length) return null;
  return { from: word.from, options: hits.map((hit, place) => ({ ...thing(hit, vocabulary), label: word.text, boost: -place })) };
}

/** Whether a thing can stand at a place; a property of ours that leads to none takes none. */
function takesThings(place: Place, classes: string[], vocabulary: Vocabulary): boolean {
  if (place.role !== "object") return place.role === "subject";
  const isOurs = vocabulary.properties.some((term) => term.name === place.predicate);
  return classes.some((name) => name.startsWith("av:")) || !(isOurs || isType(place.predicate));
}

async function hitsOf(words: string, classes: string[]): Promise<Hit[]> {
  const names = classes.length ? classes.map((name) => name.replace("av:", "")) : [""];
  const found = await Promise.all(names.slice(0, 3).map((name) => find(words, name)));
  return [...new Map(found.flat().map((hit) => [hit.iri, hit])).values()];
}

/** A hit, which may be found by another name than the one that is shown. */
function thing(hit: Hit, vocabulary: Vocabulary): Omit<Completion, "label"> {
  return {
    displayLabel: hit.label.length > 60 ? `${hit.label.slice(0, 59)}…` : hit.label,
    detail: hit.kind,
    type: "thing",
    section: THINGS,
    apply: inserting(`avd:${hit.id}`, vocabulary),
  };
}
