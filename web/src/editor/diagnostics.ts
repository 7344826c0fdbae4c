/** What is wrong with a text: while it is typed by our own grammar, once it was run by the service. */
import { syntaxTree } from "@codemirror/language";
import { linter, setDiagnostics, type Diagnostic } from "@codemirror/lint";
import type { EditorState } from "@codemirror/state";
import type { EditorView } from "@codemirror/view";
import type { Place } from "../console/run";

const PAUSE = 600;

/** Marks the first place that is no SPARQL. */
export function mistakes() {
  return linter((view) => first(view.state), { delay: PAUSE });
}

/** Marks the place that the service names, and puts the cursor there; nothing for a text without fault. */
export function mark(view: EditorView, place: Place | undefined): void {
  if (!place) return;
  const { doc } = view.state;
  const line = doc.line(Math.min(Math.max(place.line, 1), doc.lines));
  const from = Math.min(line.from + place.column - 1, line.to);
  const diagnostic = spanning(view.state, from, place.words);
  view.dispatch(setDiagnostics(view.state, [diagnostic]), { selection: { anchor: from }, scrollIntoView: true });
  view.focus();
}

function first(state: EditorState): Diagnostic[] {
  const found: Diagnostic[] = [];
  syntaxTree(state).iterate({
    enter: (node) => {
      if (node.type.isError && !found.length) found.push(spanning(state, node.from, "Not understood from here on."));
      return !found.length;
    },
  });
  return found;
}

/** The word at a place, or where nothing follows the one before it. */
function spanning(state: EditorState, from: number, message: string): Diagnostic {
  const rest = /^\s*\S+/.exec(state.sliceDoc(from, from + 80))?.[0] ?? "";
  const lead = rest.length - rest.trimStart().length;
  const begin = rest ? from + lead : Math.max(0, from - 1);
  const end = rest ? from + rest.length : from;
  return { from: begin, to: Math.max(end, begin), severity: "error", message };
}
