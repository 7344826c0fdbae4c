/** Labels of things, asked for many at a time. */
import { pinned } from "./snapshot";

const AT_ONCE = 200;

/** Labels by IRI; what has none is left out. */
export async function labelsOf(iris: string[]): Promise<Map<string, string>> {
  const found = new Map<string, string>();
  for (let begin = 0; begin < iris.length; begin += AT_ONCE) {
    const listed = iris.slice(begin, begin + AT_ONCE).map((iri) => `<${iri}>`);
    const rows = await select(`
      PREFIX av: <https://w3id.org/averment/ns#>
      PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
      PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
      SELECT ?s ?label {
        VALUES ?s { ${listed.join(" ")} }
        ?s av:label|skos:prefLabel|rdfs:label ?label
        FILTER(LANG(?label) IN ("", "en"))
      }`);
    for (const row of rows) found.set(row.s?.value ?? "", row.label?.value ?? "");
  }
  return found;
}

/** A term of SPARQL JSON. */
export interface Term {
  type: string;
  value: string;
  datatype?: string;
}

/** Rows of an answer, asked of the endpoint of this page. */
export async function select(query: string): Promise<Record<string, Term>[]> {
  const response = await fetch(pinned("/sparql"), {
    method: "POST",
    headers: { Accept: "application/sparql-results+json" },
    body: new URLSearchParams({ query }),
  });
  if (!response.ok) throw new Error(`The service answers ${response.status}.`);
  return (await response.json()).results.bindings;
}
