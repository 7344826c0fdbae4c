"""The service: SPARQL, GraphQL, linked-data pages and a console over one snapshot."""
