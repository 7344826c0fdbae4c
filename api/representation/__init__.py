"""How answers are represented: negotiation, problem details, bodies, streams."""
