/** CodeMirror for SPARQL in a shadow root: there it styles itself under a policy without inline styles. */
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap } from "@codemirror/commands";
import { bracketMatching } from "@codemirror/language";
import { lintGutter, lintKeymap } from "@codemirror/lint";
import { EditorState } from "@codemirror/state";
import { drawSelection, EditorView, highlightActiveLine, keymap, lineNumbers } from "@codemirror/view";
import { styleTags, tags } from "@lezer/highlight";
import { SparqlLanguage } from "codemirror-lang-sparql";
import { completions } from "./completion";
import { mistakes } from "./diagnostics";
import { formatted } from "./format";
import { hovers } from "./hover";
import { indentation } from "./indentation";
import { declaring } from "./prefixes";
import { typingOver } from "./typing";
import { colours, frame } from "./theme";
import type { Vocabulary } from "./vocabulary";

// The grammar leaves prefixed names without a colour.
const language = SparqlLanguage.configure({ props: [styleTags({ "PrefixedName/...": tags.propertyName })] });

/** Lays the text out anew, in one step that can be undone. */
export function format(view: EditorView): void {
  const text = view.state.doc.toString();
  const laid = formatted(text);
  if (laid === text) return;
  view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: laid }, userEvent: "input.format" });
}

/** Opens the editor with the text of a box, which it keeps up to date. */
export function open(
  host: HTMLElement,
  box: HTMLTextAreaElement,
  vocabulary: Promise<Vocabulary>,
  run: () => void,
): EditorView {
  const root = host.attachShadow({ mode: "open" });
  return new EditorView({
    root,
    parent: root,
    state: EditorState.create({
      doc: box.value,
      // Somebody may have begun to type in the box.
      selection: { anchor: box.selectionStart, head: box.selectionEnd },
      extensions: [
        lineNumbers(),
        lintGutter(),
        history(),
        drawSelection(),
        highlightActiveLine(),
        bracketMatching(),
        closeBrackets(),
        language,
        language.data.of({ commentTokens: { line: "#" } }),
        autocompletion({
          override: completions(vocabulary),
          icons: false,
          activateOnCompletion: (taken) => taken.type === "property",
        }),
        indentation,
        mistakes(),
        hovers(vocabulary),
        declaring(vocabulary),
        typingOver,
        keymap.of([
          { key: "Mod-Enter", run: () => (run(), true) },
          { key: "Mod-Shift-f", run: (view) => (format(view), true) },
          ...closeBracketsKeymap,
          ...completionKeymap,
          ...lintKeymap,
          ...historyKeymap,
          ...defaultKeymap.filter((binding) => binding.key !== "Mod-Enter"),
        ]),
        EditorView.lineWrapping,
        EditorView.contentAttributes.of({ "aria-label": "Query" }),
        EditorView.updateListener.of((update) => {
          if (update.docChanged) box.value = update.state.doc.toString();
        }),
        colours,
        frame,
      ],
    }),
  });
}
