"""One builder a page kind: what `kg.ask.describe` found in, plain values for a template out."""
