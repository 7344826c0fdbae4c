/** N-Triples read line by line (RDF 1.1 N-Triples, section 7): IRIs bare, blank nodes as `_:b`, literals quoted. */
export interface Triple {
  subject: string;
  predicate: string;
  object: string;
}

const LINE = /^(<[^>]*>|_:\S+) (<[^>]*>) (.+) \.$/gm;

export function triplesIn(text: string): Triple[] {
  return [...text.matchAll(LINE)].map(([, subject = "", predicate = "", object = ""]) => ({
    subject: bare(subject),
    predicate: bare(predicate),
    object: bare(object),
  }));
}

function bare(term: string): string {
  return term.startsWith("<") ? term.slice(1, -1) : term;
}
