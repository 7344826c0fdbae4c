"""RDF as text and triples: reading, spelling, canonical form."""
