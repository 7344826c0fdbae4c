"""One builder a page kind: what `kg.describe` found in, plain values for a template out."""
