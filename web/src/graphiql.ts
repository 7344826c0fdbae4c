/** GraphiQL in place of the box of the GraphQL page; without script the box is all there is. */
import { GraphiQL } from "graphiql";
import "graphiql/style.css";
import { createElement } from "react";
import { createRoot } from "react-dom/client";
import { pinned } from "./snapshot";

const box = document.querySelector<HTMLTextAreaElement>("#query");
const place = document.querySelector<HTMLElement>("#graphiql");
if (box?.form && place) open(box, box.form, place);

function open(box: HTMLTextAreaElement, form: HTMLFormElement, place: HTMLElement): void {
  const isGiven = new URLSearchParams(location.search).has("query");
  new MutationObserver(() => label(place)).observe(document.body, { childList: true, subtree: true });
  createRoot(place).render(
    createElement(GraphiQL, {
      fetcher: ask,
      defaultQuery: box.value,
      query: isGiven ? box.value : undefined,
      isHeadersEditorEnabled: false,
      showPersistHeadersSettings: false,
    }),
  );
  form.hidden = true;
  place.hidden = false;
}

async function ask(params: object): Promise<object> {
  const response = await fetch(pinned("/graphql"), {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/json" },
    body: JSON.stringify(params),
  });
  return response.json();
}

/** Names the editors for who hears the page or has no pointer. */
function label(place: HTMLElement): void {
  const names: [string, string][] = [
    [".graphiql-query-editor textarea", "Query"],
    [".graphiql-editor-tool textarea", "Variables"],
    [".result-window textarea", "Answer"],
    [".CodeMirror-hints", "Completions"],
  ];
  for (const [where, name] of names) {
    for (const part of document.querySelectorAll(`${where}:not([aria-label])`)) part.setAttribute("aria-label", name);
  }
  // What scrolls can be scrolled by keys.
  for (const scroller of place.querySelectorAll('.CodeMirror-scroll[tabindex="-1"]')) scroller.setAttribute("tabindex", "0");
}
