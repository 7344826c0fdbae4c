"""The curator's desk in the browser, for one person on one machine."""
