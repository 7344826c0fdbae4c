/** Reformats a query: one pattern per line, groups indented. Only whitespace and the case of keywords change. */
import { CLAUSES, lexed, type Token } from "./tokens";

const STARTS = /^(FILTER|OPTIONAL|UNION|BIND|VALUES|MINUS|GRAPH|SERVICE|ORDER|GROUP|HAVING|LIMIT|OFFSET|WHERE|PREFIX|BASE|FROM)$/;
const HEADS = /^(SELECT|CONSTRUCT|DESCRIBE|ASK)$/;
const TAKES_GROUP = /^\s*(SELECT|CONSTRUCT|DESCRIBE|ASK|WHERE|FROM|OPTIONAL|UNION|MINUS|GRAPH|SERVICE|FILTER|VALUES|\}|.*\bUNION$)/;
const WIDTH = 90;
const OPENS_APART = /^(IN|AS|BY|SELECT|DISTINCT|REDUCED|VALUES|NOT|WHERE|ORDER|GROUP|,|=|!=|<=?|>=?|&&|\|\||[+*/-])$/;

/** The text in its canonical layout; what cannot be laid out without changing it stays as it is. */
export function formatted(text: string): string {
  const layout = new Layout(text);
  const tokens = lexed(text);
  tokens.forEach((token, place) => layout.take(token, tokens[place - 1], tokens[place + 1]));
  const laid = layout.text;
  return bare(laid) === bare(text) ? laid : text;
}

/** What must stay the same: all that is not a blank, in one case. */
function bare(text: string): string {
  return lexed(text).map((token) => (isKeyword(token.text) ? token.text.toUpperCase() : token.text)).join("\u0000");
}

function isKeyword(word: string): boolean {
  return CLAUSES.test(word) && /^\w/.test(word);
}

class Layout {
  private readonly lines: string[] = [];
  private line = "";
  private depth = 0;
  /** Brackets that are open, "{" where its content stands on lines of its own, "v" where it does not. */
  private readonly open: string[] = [];
  private isContinued = false;

  constructor(private readonly source: string) {}

  get text(): string {
    this.end();
    return `${this.lines.join("\n").trim()}\n`;
  }

  private get isInline(): boolean {
    return this.open.some((each) => each !== "{");
  }

  take(token: Token, before: Token | undefined, after: Token | undefined): void {
    const word = isKeyword(token.text) ? token.text.toUpperCase() : token.text;
    const gap = before ? this.source.slice(before.from + before.text.length, token.from) : "";
    if (/\n[^\S\n]*\n/.test(gap) && !this.isInline) this.blank();
    if (word.startsWith("#")) this.comment(word, gap);
    else if (word === "{") this.enter(before);
    else if (word === "}") this.leave(after);
    else if (this.isInline) this.within(word, gap, before);
    else this.atTop(word, gap, before, after);
    const isDone = word === ")" && !this.isInline && /^\s*(FILTER|BIND)\b/.test(this.line);
    if (isDone && !/^([.#]|$)/.test(after?.text ?? "")) this.end();
  }

  private atTop(word: string, gap: string, before: Token | undefined, after: Token | undefined): void {
    if (word === "." || word === ";") {
      this.line += ` ${word}`;
      if (!/^#/.test(after?.text ?? "") || this.source.slice(0, after?.from).endsWith("\n")) this.end();
      this.isContinued = word === ";";
      return;
    }
    const isUnion = word === "UNION" || (word === "WHERE" && this.depth === 0);
    if ((STARTS.test(word) && !isUnion) || HEADS.test(word)) this.end();
    if (STARTS.test(word)) this.isContinued = false;
    this.within(word, gap, before);
    if (word.startsWith("<") && /^(PREFIX|BASE)\b/.test(this.line)) this.end();
  }

  private within(word: string, gap: string, before: Token | undefined): void {
    if (word === "(" || word === "[") this.open.push(word);
    if (word === ")" || word === "]") this.open.pop();
    this.add(word, this.isApart(word, gap, before?.text ?? ""));
  }

  private isApart(word: string, gap: string, before: string): boolean {
    if (!this.line || before === "(" || word === ")" || word === ",") return false;
    if (word === "(") return OPENS_APART.test(before.toUpperCase()) || /^[^\w]*$/.test(before) || (gap !== "" && /^[?$<]|:/.test(before));
    if (word === "." || word === ";" || before === "," || before === "]" || word === "]" || before === "[") return true;
    return gap !== "" || before === "{" || before === "}" || /^[?$<"'\w]/.test(word) && /^\)$/.test(before);
  }

  private add(word: string, isApart: boolean): void {
    if (!this.line) this.line = "  ".repeat(this.depth + (this.isContinued ? 1 : 0)) + word;
    else this.line += isApart ? ` ${word}` : word;
  }

  private enter(before: Token | undefined): void {
    if (!this.isInline && this.line && !TAKES_GROUP.test(this.line)) this.end();
    const isList = this.isInline || /^VALUES\b/.test(this.line.trim());
    this.add("{", true);
    this.open.push(isList ? "v" : "{");
    if (isList || !before) return;
    this.end();
    this.depth += 1;
  }

  private leave(after: Token | undefined): void {
    const opened = this.open.pop();
    this.isContinued = false;
    if (opened !== "{") {
      this.add("}", true);
      if (!this.isInline) this.end();
      return;
    }
    this.end();
    this.depth = Math.max(0, this.depth - 1);
    this.close();
    const next = after?.text.toUpperCase() ?? "";
    if (!/^(UNION|WHERE|ORDER|\.)$/.test(next)) this.end();
  }

  /** A group of one pattern, or of none, stands on one line if there is room. */
  private close(): void {
    const [head = "", content = ""] = [this.lines.at(-2), this.lines.at(-1)];
    const isEmpty = content.endsWith("{");
    const short = isEmpty ? `${content}}` : `${head} ${content.trim()} }`;
    const fits = isEmpty || (this.depth > 0 && head.endsWith("{") && short.length <= WIDTH && !content.includes("#"));
    if (!fits) return this.add("}", false);
    this.lines.splice(isEmpty ? -1 : -2);
    this.line = short;
  }

  private comment(text: string, gap: string): void {
    if (gap.includes("\n") || !this.line) this.end();
    this.add(text, true);
    this.end();
  }

  private end(): void {
    if (this.line) this.lines.push(this.line);
    this.line = "";
  }

  private blank(): void {
    this.end();
    if (this.lines.at(-1)) this.lines.push("");
  }
}
