"""One builder per kind of page: takes what `kg.ask.describe` found, gives a template's values."""
