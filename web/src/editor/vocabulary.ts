/** Our own classes, properties, concepts and prefixes, as the service tells them for its snapshot. */

import { pinned } from "../snapshot";

/** A property of a class: how often it stands, and the classes and schemes of its values. */
export interface Expectation {
  property: string;
  required: boolean;
  to: string[];
}

export interface Term {
  name: string;
  label: string;
  definition: string;
  used: number;
}

export interface ClassTerm extends Term {
  fields: Expectation[];
  /** The properties that say what a record ties together. */
  telling: string[];
  /** Whether members begin and end. */
  stands: boolean;
}

export interface Concept extends Term {
  scheme: string;
}

export interface Vocabulary {
  prefixes: Record<string, string>;
  classes: ClassTerm[];
  properties: Term[];
  concepts: Concept[];
  /** The pattern of a `?thing` that had not ended on a `?day`. */
  standing: string;
}

/** Reads the vocabulary once; an editor without it still edits. */
export function vocabularyAt(address: string): Promise<Vocabulary> {
  const none = { prefixes: {}, classes: [], properties: [], concepts: [], standing: "" };
  return fetch(pinned(address))
    .then((response) => (response.ok ? response.json() : none))
    .catch(() => none);
}

/** The term of a prefixed name. */
export function termNamed(vocabulary: Vocabulary, name: string): Term | undefined {
  return [...vocabulary.classes, ...vocabulary.properties, ...vocabulary.concepts].find((term) => term.name === name);
}

/** A prefixed name without its prefix. */
export function local(name: string): string {
  return name.replace(/^.*:/, "");
}

/** What a term means, as a card. */
export function card(term: Term, more: string): HTMLElement {
  const made = document.createElement("div");
  made.className = "card";
  const title = document.createElement("p");
  const strong = document.createElement("strong");
  strong.textContent = term.label || term.name;
  title.append(strong);
  const definition = document.createElement("p");
  definition.textContent = term.definition;
  const note = document.createElement("p");
  note.className = "muted";
  note.textContent = [more, term.used ? `${term.used.toLocaleString("en")} in the data` : ""].filter(Boolean).join(" · ");
  made.append(title, definition, note);
  return made;
}
