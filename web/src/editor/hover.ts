/** What a name under the pointer means. */
import { hoverTooltip } from "@codemirror/view";
import { select } from "../labels";
import { card, termNamed, type Vocabulary } from "./vocabulary";

const NAME = /[a-z]\w*:[\w.-]*\w/g;

export function hovers(coming: Promise<Vocabulary>) {
  return hoverTooltip(async (view, at) => {
    const line = view.state.doc.lineAt(at);
    const match = [...line.text.matchAll(NAME)].find((each) => {
      const from = line.from + each.index;
      return from <= at && at <= from + each[0].length;
    });
    if (!match) return null;
    const content = await cardOf(match[0], await coming);
    const from = line.from + match.index;
    return content && { pos: from, end: from + match[0].length, above: true, create: () => ({ dom: content }) };
  });
}

async function cardOf(name: string, vocabulary: Vocabulary): Promise<HTMLElement | null> {
  const term = termNamed(vocabulary, name);
  if (term) return card(term, name);
  const [prefix = "", local = ""] = name.split(":");
  const namespace = vocabulary.prefixes[prefix];
  if (prefix !== "avd" || !namespace) return null;
  const [row] = await select(`
    PREFIX av: <https://w3id.org/averment/ns#>
    PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
    SELECT ?label ?kind { <${namespace}${local}> av:label ?label ; a/rdfs:label ?kind FILTER(LANG(?kind) = "en") } LIMIT 1`);
  return row ? card({ name, label: row.label?.value ?? "", definition: "", used: 0 }, `${row.kind?.value ?? ""} · ${name}`) : null;
}
