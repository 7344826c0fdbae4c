"""What a question runs on: the seam, the embedded engine with its workers, and a remote one.

Whoever asks needs this module alone: `examine` makes a `Query` of a text, `Engine.ask` takes it
as a `Question` and gives an `Answer`, `select` reads the answer of a SELECT, and
`service_description` says what can be asked, `holdings_of` asks an engine what it holds. An
`Advisor` says what a query may have missed.
"""

from kg.engine.advice import Advisor, Vocabulary
from kg.engine.description import service_description
from kg.engine.digest import digest_of
from kg.engine.guard import Query, examine
from kg.engine.holdings import Holdings, holdings_of
from kg.engine.narrowing import Way, narrowed
from kg.engine.protocol import GRAPH_FORMATS, RESULT_FORMATS, Answer, Engine, Question
from kg.engine.select import select

__all__ = [
    "GRAPH_FORMATS",
    "RESULT_FORMATS",
    "Advisor",
    "Answer",
    "Engine",
    "Holdings",
    "Query",
    "Question",
    "Vocabulary",
    "Way",
    "digest_of",
    "examine",
    "holdings_of",
    "narrowed",
    "select",
    "service_description",
]
