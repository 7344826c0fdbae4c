/** A pattern put into a query where it can stand, with the prefix that it uses. */
import type { EditorView } from "@codemirror/view";
import { declaration, grown } from "./prefixes";
import { depthOf } from "./tokens";
import type { Vocabulary } from "./vocabulary";

/** Inserts a pattern behind the line of the cursor, else before the last brace, else as a query of its own. */
export function insertPattern(view: EditorView, pattern: string, vocabulary: Vocabulary): void {
  const text = view.state.doc.toString();
  const declared = declaration(view.state.doc, "av", vocabulary);
  const [from, insert] = placed(text, view.state.selection.main.head, pattern);
  view.dispatch({
    changes: [...declared, { from, insert }],
    selection: { anchor: from + grown(view.state.doc, declared) + insert.length },
    userEvent: "input.pattern",
    scrollIntoView: true,
  });
  view.focus();
}

function placed(text: string, cursor: number, pattern: string): [number, string] {
  if (depthOf(text.slice(0, cursor)) > 0) {
    const end = text.indexOf("\n", cursor);
    const line = text.slice(text.lastIndexOf("\n", cursor - 1) + 1, end < 0 ? undefined : end);
    const closing = line.indexOf("}", cursor - (text.lastIndexOf("\n", cursor - 1) + 1));
    const at = closing < 0 ? (end < 0 ? text.length : end) : cursor;
    return [at, closing < 0 ? `\n  ${pattern}` : ` ${pattern} `];
  }
  const last = text.lastIndexOf("}");
  if (last < 0) return [text.length, `SELECT * {\n  ${pattern}\n}\n`];
  return [last, `${/\n[^\S\n]*$/.test(text.slice(0, last)) ? "" : "\n"}  ${pattern}\n`];
}
