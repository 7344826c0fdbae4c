/** An editor in place of a box. The box stays in the form and holds the text; without script it is all there is. */
import type { EditorView } from "@codemirror/view";
import type { Place } from "../console/run";
import { vocabularyAt } from "./vocabulary";

export interface Editor {
  replace: (text: string) => void;
  format: () => void;
  insert: (pattern: string) => void;
  mark: (place: Place | undefined) => void;
}

/** Loads the editor once the page is painted; until then the box takes what is typed. */
export function mount(box: HTMLTextAreaElement, run: () => void): Editor {
  const host = document.createElement("div");
  host.className = "editor";
  box.after(host);
  const vocabulary = vocabularyAt(box.dataset.vocabulary ?? "");
  const coming = import("./editor").then(({ open }) => {
    const view = open(host, box, vocabulary, run);
    if (document.activeElement === box) view.focus();
    box.hidden = true;
    return view;
  });
  const then = (act: (view: EditorView) => void) => void coming.then(act);
  return {
    replace: (text) =>
      then((view) => {
        view.dispatch({ changes: { from: 0, to: view.state.doc.length, insert: text } });
        view.focus();
      }),
    insert: (pattern) =>
      void Promise.all([coming, import("./insertion"), vocabulary]).then(([view, { insertPattern }, known]) =>
        insertPattern(view, pattern, known),
      ),
    format: () => void Promise.all([coming, import("./editor")]).then(([view, { format }]) => format(view)),
    mark: (place) => void Promise.all([coming, import("./diagnostics")]).then(([view, { mark }]) => mark(view, place)),
  };
}
