"""A typed client, as ariadne-codegen writes it from the schema: python typed.py URL"""

import datetime
import sys

from averment_client import Averment, Status

with Averment(url=sys.argv[1]) as client:
    found = client.contested(day=datetime.date(2025, 3, 6)).propositions.nodes
for each in found:
    stances: list[str] = sorted(position.stance.value for position in each.positions.nodes)
    print(each.text, each.current_status is Status.CONTESTED, *stances)
