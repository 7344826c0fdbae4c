/** GraphiQL in place of the box of the GraphQL page; without script the box is all there is. */
import { explorerPlugin } from "@graphiql/plugin-explorer";
import "@graphiql/plugin-explorer/style.css";
import { GraphiQL } from "graphiql";
import "graphiql/style.css";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { pinned } from "./snapshot";

// What is longer has no address that mail and chat would carry.
const LONGEST = 1500;

/** The usual questions that stand below, beside the editor. */
const EXAMPLES = {
  title: "Examples",
  icon: () => createElement("svg", { viewBox: "0 0 16 16", fill: "none", stroke: "currentColor" }, createElement("path", { d: "M2 3h12M2 8h12M2 13h8" })),
  content: () => {
    const links = [...document.querySelectorAll<HTMLAnchorElement>(".recipes a")];
    const items = links.map(({ href, textContent }) =>
      createElement("li", { key: href }, createElement("a", { href }, textContent)),
    );
    return createElement("div", { className: "graphiql-examples" }, createElement("div", { className: "graphiql-doc-explorer-title" }, "Examples"), createElement("ul", {}, items));
  },
};

/** The element of an editor, which was drawn without a size while it was hidden. */
interface Drawn extends HTMLElement {
  CodeMirror: { refresh: () => void };
}

const box = document.querySelector<HTMLTextAreaElement>("#query");
const place = document.querySelector<HTMLElement>("#graphiql");
if (box?.form && place) open(box, box.form, place);

function open(box: HTMLTextAreaElement, form: HTMLFormElement, place: HTMLElement): void {
  const isGiven = new URLSearchParams(location.search).has("query");
  new MutationObserver(() => {
    label(place);
    if (place.hidden) replace(form, place);
  }).observe(document.body, { childList: true, subtree: true });
  createRoot(place).render(
    createElement(GraphiQL, {
      fetcher: ask,
      defaultQuery: box.value,
      query: isGiven ? box.value : undefined,
      plugins: [explorerPlugin({ showAttribution: false }), EXAMPLES],
      onEditQuery: remember,
      isHeadersEditorEnabled: false,
      showPersistHeadersSettings: false,
    }),
  );
}

/** Takes the box away once an editor can stand in its place, which comes after all else. */
function replace(form: HTMLElement, place: HTMLElement): void {
  const editor = place.querySelector<Drawn>(".graphiql-query-editor .CodeMirror");
  if (!editor) return;
  form.hidden = true;
  place.hidden = false;
  editor.CodeMirror.refresh();
}

async function ask(params: object): Promise<object> {
  const response = await fetch(pinned("/graphql"), {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(params),
  });
  return response.json();
}

/** Keeps the request in the address, so that it can be shared. */
function remember(query: string): void {
  const address = pinned(`/graphql?${new URLSearchParams({ query })}`);
  if (query && address.length <= LONGEST) history.replaceState(null, "", address);
}

/** Names the editors for who hears the page or has no pointer. */
function label(place: HTMLElement): void {
  const names: [string, string][] = [
    [".graphiql-query-editor textarea", "Query"],
    [".graphiql-editor-tool textarea", "Variables"],
    [".result-window textarea", "Answer"],
    [".CodeMirror-hints", "Completions"],
    [".graphiql-plugin input", "Value"],
    [".graphiql-plugin select", "Choice"],
  ];
  for (const [where, name] of names) {
    for (const part of document.querySelectorAll(`${where}:not([aria-label])`)) part.setAttribute("aria-label", name);
  }
  // What scrolls can be scrolled by keys.
  for (const scroller of place.querySelectorAll('.CodeMirror-scroll[tabindex="-1"]')) scroller.setAttribute("tabindex", "0");
}
