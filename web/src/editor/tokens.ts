/** Reads SPARQL as far as completion needs it, also where it is half written: which place in which triple. */
export interface Token {
  text: string;
  from: number;
}

/** Where somebody types: what of a triple is wanted, and what is known of the rest of it. */
export interface Place {
  role: "subject" | "predicate" | "object" | "none";
  subject: string;
  /** The predicate before an object, or the step of a path before the next step. */
  predicate: string;
}

export interface Triple {
  subject: string;
  predicate: string;
  object: string;
}

const TOKEN =
  /#[^\n]*|"""[^]*?(?:"""|$)|"(?:\\.|[^"\\\n])*"?|'(?:\\.|[^'\\\n])*'?|<[^\s<>"{}|^`\\]*>|[?$]\w+|@[A-Za-z-]+|\^\^|&&|\|\||[!<>]=|[A-Za-z]?[\w-]*:(?:[\w%-]|\.(?=[\w-]))*|\w[\w.-]*|[^\s\w]/g;
/** Words of the language that begin or join clauses. */
export const CLAUSES = /^(select|construct|describe|ask|where|optional|union|minus|graph|filter|bind|values|exists|not|from|order|group|having|limit|offset|prefix|base|as|distinct|by|service|asc|desc|in)$/i;

/** All tokens, comments among them. */
export function lexed(text: string): Token[] {
  return [...text.matchAll(TOKEN)].map((match) => ({ text: match[0], from: match.index }));
}

export function tokensOf(text: string): Token[] {
  return lexed(text).filter((token) => !token.text.startsWith("#"));
}

/** How many groups are open at the end of a text. */
export function depthOf(text: string): number {
  const braces = tokensOf(text).map((token) => Number(token.text === "{") - Number(token.text === "}"));
  return Math.max(0, braces.reduce((sum, each) => sum + each, 0));
}

/** Follows triples token by token. */
export class Reader {
  readonly triples: Triple[] = [];
  private role: Place["role"] | "after" = "none";
  private subject = "";
  private predicate = "";
  private parentheses = 0;
  /** Whether an expression is read behind which the next triple can begin. */
  private isConstraint = false;
  private readonly outer: { subject: string; predicate: string }[] = [];

  get place(): Place {
    const role = this.parentheses > 0 || this.role === "after" ? "none" : this.role;
    return { role, subject: this.subject, predicate: this.predicate };
  }

  take(text: string): void {
    if (text === "(") this.parentheses += 1;
    else if (text === ")") this.close();
    else if (this.parentheses > 0) return;
    else if (text === "{" || text === "}" || text === ".") this.begin("subject");
    else if (CLAUSES.test(text)) this.clause(text, /^(filter|limit|offset|order|group|having|select|prefix|base|from|describe)$/i.test(text) ? "none" : "subject");
    else if (text === ";") this.step("predicate");
    else if (text === ",") this.step("object");
    else if (text === "/") this.role = "predicate";
    else if (text === "[") this.enter();
    else if (text === "]") this.leave();
    else if (/^[\w?$<"':_]/.test(text)) this.term(text);
  }

  private clause(text: string, role: Place["role"]): void {
    this.begin(role);
    this.isConstraint = /^(filter|bind)$/i.test(text);
  }

  private close(): void {
    this.parentheses = Math.max(0, this.parentheses - 1);
    if (this.parentheses === 0 && this.isConstraint) this.begin("subject");
  }

  private begin(role: Place["role"]): void {
    this.role = role;
    this.subject = role === "subject" ? "" : this.subject;
    this.predicate = "";
    this.isConstraint = false;
  }

  private step(role: Place["role"]): void {
    this.role = role;
    if (role === "predicate") this.predicate = "";
  }

  private enter(): void {
    this.outer.push({ subject: this.subject, predicate: this.predicate });
    this.subject = `[${this.outer.length}`;
    this.step("predicate");
  }

  private leave(): void {
    const outer = this.outer.pop();
    this.subject = outer?.subject ?? "";
    this.predicate = outer?.predicate ?? "";
    this.role = "after";
  }

  private term(text: string): void {
    if (this.role === "subject") {
      this.subject = text;
      this.role = "predicate";
    } else if (this.role === "predicate") {
      this.predicate = text;
      this.role = "object";
    } else if (this.role === "object") {
      this.triples.push({ subject: this.subject, predicate: this.predicate, object: text });
      this.role = "after";
    }
  }
}

/** The place at an offset, and every triple of the text around it. */
export function situation(text: string, offset: number): { place: Place; triples: Triple[]; path: boolean } {
  const before = new Reader();
  let last = "";
  for (const token of tokensOf(text.slice(0, offset))) {
    before.take(token.text);
    last = token.text;
  }
  const whole = new Reader();
  for (const token of tokensOf(text)) whole.take(token.text);
  return { place: before.place, triples: whole.triples, path: last === "/" };
}

/** The classes that the text says a subject has, by prefixed name. */
export function classesOf(subject: string, triples: Triple[]): string[] {
  const said = triples.filter((triple) => triple.subject === subject && /^(a|rdf:type)$/.test(triple.predicate));
  return said.map((triple) => triple.object);
}

/** The variables of a text, each once. */
export function variablesOf(text: string): string[] {
  return [...new Set(tokensOf(text).map((token) => token.text).filter((each) => /^[?$]\w+$/.test(each)))];
}
