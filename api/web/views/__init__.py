"""One builder per kind of page: from what `kg.ask.describe` found to plain values for a template."""
