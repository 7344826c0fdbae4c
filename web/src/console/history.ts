/** The queries that were run here, texts alone, kept by this browser. */
import { button, element } from "../element";
import { read, write } from "../stored";
import { save } from "../picture";

const NAME = "queries";
const MOST = 50;

interface Asked {
  text: string;
  at: string;
}

/** Fills the page's list of earlier queries; `choose` is told which text is wanted back. */
export function offerHistory(choose: (text: string) => void): { add: (text: string) => void } {
  const place = document.querySelector<HTMLElement>("#history");
  const list = element("ol", { class: "plain" });
  const show = () => {
    const kept = read<Asked[]>(NAME, []);
    list.replaceChildren(...kept.map((asked) => element("li", {}, entry(asked, choose))));
    if (place) place.hidden = kept.length === 0;
  };
  place?.append(
    list,
    element("p", { class: "actions" }, button("Export", exported), button("Forget all", () => (write(NAME, []), show()))),
  );
  show();
  return {
    add: (text) => {
      const others = read<Asked[]>(NAME, []).filter((asked) => asked.text !== text);
      write(NAME, [{ text, at: new Date().toISOString() }, ...others].slice(0, MOST));
      show();
    },
  };
}

function entry(asked: Asked, choose: (text: string) => void): HTMLElement {
  const begin = asked.text.replace(/^\s*(#.*|PREFIX\s.*)$/gim, "").replace(/\s+/g, " ").trim();
  const chosen = button(begin.length > 70 ? `${begin.slice(0, 69)}…` : begin || "(empty)", () => choose(asked.text));
  chosen.title = `${new Date(asked.at).toLocaleString("en-GB")}\n${asked.text}`;
  return chosen;
}

function exported(): void {
  const texts = read<Asked[]>(NAME, []).map((asked) => `# ${asked.at}\n${asked.text.trim()}\n`);
  save("queries.rq", new Blob([texts.join("\n")], { type: "application/sparql-query" }));
}
