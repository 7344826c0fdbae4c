/** Patterns that stand for much typing: a query's frame, a member of a class, one that stood on a day. */
import { snippet, type Completion } from "@codemirror/autocomplete";
import type { EditorView } from "@codemirror/view";
import { declaration, grown } from "./prefixes";
import { tokensOf, variablesOf } from "./tokens";
import { card, local, type ClassTerm, type Vocabulary } from "./vocabulary";

const FORM = /^(select|construct|describe|ask)$/i;

/** The frame of a query, where a text has none yet. */
export function frames(text: string, vocabulary: Vocabulary): Completion[] {
  if (tokensOf(text).some((token) => FORM.test(token.text))) return [];
  const frame = { label: "SELECT DISTINCT … { … }", type: "pattern", detail: "pattern", boost: 20 };
  return [{ ...frame, apply: filling("SELECT DISTINCT ${*} {\n  ${}\n}", vocabulary) }];
}

/**
 * Each class with what ties its members to others, and where they begin and end with the day on which they stood.
 * Subjects are new; a value has the variable of its property, so that two patterns meet in it.
 */
export function patterns(text: string, vocabulary: Vocabulary): Completion[] {
  const taken = variablesOf(text);
  return vocabulary.classes.filter((term) => term.used > 0).flatMap((term) => {
    const member = memberOf(term, taken);
    const plain = offered(term, `${term.name} …`, member.text, vocabulary);
    if (!term.stands) return [plain];
    const standing = standingOn(member.subject, taken, vocabulary.standing);
    return [plain, offered(term, `${term.name} … on a day`, `${member.text}\n${standing}`, vocabulary)];
  });
}

function memberOf(term: ClassTerm, taken: string[]): { subject: string; text: string } {
  const name = local(term.name);
  const subject = fresh(`?${name.charAt(0).toLowerCase()}${name.slice(1)}`, taken);
  const links = term.telling.map((property) => `  ${property} \${?${local(property)}}`);
  return { subject, text: `${[`${subject} a ${term.name}`, ...links].join(" ;\n")} .` };
}

/** One day for the whole query, the first time with a value to give. */
function standingOn(subject: string, taken: string[], standing: string): string {
  const own = variablesOf(standing).filter((name) => name !== "?thing" && name !== "?day");
  const names = new Map([["?thing", subject], ...own.map((name): [string, string] => [name, fresh(name, taken)])]);
  const named = standing.replace(/\?\w+/g, (name) => names.get(name) ?? name);
  const today = new Date().toISOString().slice(0, 10);
  const day = taken.includes("?day") ? "" : `VALUES ?day { "\${${today}}"^^xsd:date }\n`;
  return `${day}${named}\${}`;
}

/** A variable of this name, with a number where it is taken. */
export function fresh(name: string, taken: string[]): string {
  const numbers = taken.filter((each) => each.replace(/\d+$/, "") === name).length;
  return numbers ? `${name}${numbers + 1}` : name;
}

function offered(term: ClassTerm, label: string, template: string, vocabulary: Vocabulary): Completion {
  return {
    label,
    type: "pattern",
    detail: "pattern",
    boost: Math.min(20, Math.log2(term.used)),
    info: () => card(term, template.replace(/\$\{([^}]*)\}/g, "$1").trim()),
    apply: filling(template, vocabulary),
  };
}

/** Puts a template in the text and declares its prefixes; Tab leads from one of its places to the next. */
function filling(template: string, vocabulary: Vocabulary) {
  return (view: EditorView, completion: Completion, from: number, to: number) => {
    const used = Object.keys(vocabulary.prefixes).filter((prefix) => new RegExp(`\\b${prefix}:`).test(template));
    const declared = used.flatMap((prefix) => declaration(view.state.doc, prefix, vocabulary));
    const moved = grown(view.state.doc, declared);
    if (moved) view.dispatch({ changes: declared, userEvent: "input.complete" });
    snippet(template)(view, completion, from + moved, to + moved);
  };
}
