"""What is served of the ontology is the same bytes in each process, so that its tags agree."""

import os
import subprocess
import sys

from tests.test_house import ROOT

DIGESTS = """
from hashlib import sha256
from pathlib import Path
from kg.contract.ontology import read_ontology
from kg.contract.reference import publications
for address, publication in publications(read_ontology(Path("ontology"))).items():
    for format_, content in publication.content.items():
        print(address, format_, sha256(content).hexdigest())
"""


def digests(seed: int) -> list[str]:
    """Address, format and digest of each graph, in a process that orders sets in its own way."""
    words = [sys.executable, "-c", DIGESTS]
    environment = os.environ | {"PYTHONHASHSEED": str(seed)}
    done = subprocess.run(words, cwd=ROOT, env=environment, capture_output=True, check=True)
    return done.stdout.decode().splitlines()


def test_every_graph_is_the_same_in_each_process_and_format() -> None:
    first = digests(1)
    assert any(line.startswith("/ns rdf ") for line in first)
    assert digests(2) == first
