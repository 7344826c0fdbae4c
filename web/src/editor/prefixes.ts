/** A prefix of ours that is used gets its declaration by itself, in the same step. */
import { ChangeSet, type ChangeSpec, type Text } from "@codemirror/state";
import { EditorView } from "@codemirror/view";
import type { Vocabulary } from "./vocabulary";

/** The change that declares a prefix after those that stand there, none where it is declared. */
export function declaration(doc: Text, prefix: string, vocabulary: Vocabulary): ChangeSpec[] {
  const iri = vocabulary.prefixes[prefix];
  const text = doc.toString();
  if (!iri || new RegExp(`\\bPREFIX\\s+${prefix}:`, "i").test(text)) return [];
  const declared = [...text.matchAll(/^[ \t]*(?:PREFIX\s+[\w-]*:\s*<[^>]*>|BASE\s*<[^>]*>)[ \t]*\n?/gim)].at(-1);
  const from = declared ? declared.index + declared[0].length : /^(#[^\n]*\n)*/.exec(text)?.[0].length ?? 0;
  return [{ from, insert: `PREFIX ${prefix}: <${iri}>\n` }];
}

/** How much longer a text becomes by declarations. */
export function grown(doc: Text, declared: ChangeSpec[]): number {
  return ChangeSet.of(declared, doc.length).newLength - doc.length;
}

/** Declares a prefix when the colon behind it is typed. */
export function declaring(coming: Promise<Vocabulary>) {
  let vocabulary: Vocabulary | undefined;
  void coming.then((come) => (vocabulary = come));
  return EditorView.inputHandler.of((view, from, to, text) => {
    if (text !== ":" || !vocabulary) return false;
    const line = view.state.doc.lineAt(from);
    const before = view.state.sliceDoc(line.from, from);
    const prefix = /(?:^|[^\w:<"'#/?$-])([a-z]\w*)$/.exec(before)?.[1];
    if (!prefix || /^\s*(PREFIX\b|#)/i.test(before)) return false;
    const declared = declaration(view.state.doc, prefix, vocabulary);
    if (!declared.length) return false;
    view.dispatch({
      changes: [...declared, { from, to, insert: text }],
      selection: { anchor: from + grown(view.state.doc, declared) + text.length },
      userEvent: "input.type",
      scrollIntoView: true,
    });
    return true;
  });
}
