"""Pages for people: made by the server, complete without script, with no request elsewhere."""
