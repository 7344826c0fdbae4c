"""Side-by-side measurements of the service and its native peer; `make bench` prints them."""
