"""Lifts a table: `python rows.py memberships.csv lift.rq > memberships.ttl`."""

import csv
import sys
from pathlib import Path

from rdflib import BNode, Graph, Literal, Namespace

XYZ = Namespace("http://sparql.xyz/facade-x/data/")

table, query = sys.argv[1:]
rows = Graph()
with Path(table).open(encoding="utf-8", newline="") as lines:
    for row in csv.DictReader(lines):
        node = BNode()
        for column, cell in row.items():
            rows.add((node, XYZ[column], Literal(cell)))
lifted = rows.query(Path(query).read_text(encoding="utf-8")).graph
sys.stdout.write(lifted.serialize(format="turtle"))
