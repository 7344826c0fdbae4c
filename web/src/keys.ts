/** Keys, and the list of them. Single letters count outside fields only, and can be switched off. */
import { element } from "./element";
import { read, write } from "./stored";

const PLACES: Record<string, [string, string]> = {
  h: ["/", "home"],
  q: ["/queries", "questions"],
  b: ["/build", "build a question"],
  s: ["/sparql", "SPARQL"],
  g: ["/graphql", "GraphQL"],
  o: ["/ns", "ontology"],
};
const EVERYWHERE: [string, string][] = [
  ["/", "search"],
  ["?", "this list"],
  ...Object.entries(PLACES).map(([key, [, word]]): [string, string] => [`g ${key}`, word]),
];
const EDITOR: [string, string][] = [
  ["Ctrl Enter", "run the query"],
  ["Esc", "close a list; stop what runs"],
  ["Ctrl Space", "complete"],
  ["Ctrl /", "comment"],
  ["Ctrl Shift F", "lay out anew"],
  ["F8", "next error"],
  ["Tab", "next place in a pattern; leave the editor"],
];
const SWITCH = "letters";

/** Listens on the whole page. */
export function listenForKeys(): void {
  const dialog = listOfKeys();
  document.body.append(dialog);
  const opener = document.querySelector<HTMLElement>("#keys");
  opener?.removeAttribute("hidden");
  opener?.addEventListener("click", () => dialog.showModal());
  let led = false;
  document.addEventListener("keydown", (event) => {
    if (dialog.open || isTyping(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (!read(SWITCH, true)) return;
    const place = led ? PLACES[event.key]?.[0] : undefined;
    led = event.key === "g" && !led;
    if (place) location.assign(place);
    else if (event.key === "?") dialog.showModal();
    else if (event.key === "/") document.querySelector<HTMLElement>("#q")?.focus();
    else return;
    event.preventDefault();
  });
}

function isTyping(event: KeyboardEvent): boolean {
  const target = event.composedPath()[0];
  return target instanceof HTMLElement && (target.isContentEditable || target.matches("input, select, textarea"));
}

function listOfKeys(): HTMLDialogElement {
  const letters = element("input", { type: "checkbox", id: "letters" });
  letters.checked = read(SWITCH, true);
  letters.addEventListener("change", () => write(SWITCH, letters.checked));
  const close = element("button", { autofocus: "" }, "Close");
  const hasEditor = document.querySelector("#query[data-language=sparql]") !== null;
  return element(
    "dialog",
    { class: "keys", "aria-labelledby": "keys-title" },
    element("h2", { id: "keys-title" }, "Keys"),
    table(EVERYWHERE),
    ...(hasEditor ? [element("h3", {}, "In the editor"), table(EDITOR)] : []),
    element("p", {}, element("label", { for: "letters", class: "choice" }, letters, " Keys of one letter")),
    element("form", { method: "dialog" }, close),
  );
}

function table(keys: [string, string][]): HTMLElement {
  const rows = keys.flatMap(([key, does]) => [
    element("dt", {}, ...key.split(" ").map((each) => element("kbd", {}, each))),
    element("dd", {}, does),
  ]);
  return element("dl", { class: "values" }, ...rows);
}
