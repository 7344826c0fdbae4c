"""What the text index of a snapshot holds: things with their names, titles and texts.

A citation is found through what it supports, never by itself; curated files are not found. A state
is also found by its names in the languages of the documents that are held, an organ of it by its
kind and the state: intelligence agency, Poland.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from kg.ask.search import Reason, Thing, Told
from kg.gate.gather import Gathered
from kg.gate.index import Index
from kg.publish.exonyms import exonyms
from kg.rdf.triples import Triple
from kg.terms import AV, RDF_TYPE, SKOS

# What names a thing is in the contract; these do so as something else than its name.
OTHERWISE: Final = {
    f"{SKOS}altLabel": Reason.OTHER_NAME,
    f"{AV}title": Reason.TITLE,
    f"{AV}text": Reason.TEXT,
}
CODES: Final = (f"{AV}isoCode3", f"{AV}identifier")
SAID: Final = (f"{AV}gist", f"{AV}excerpt")
LABEL: Final = f"{AV}label"
NEVER_FOUND: Final = frozenset({"Citation", "CuratedFile"})
RECORD: Final = "Record"


def things(gathered: Gathered, derived: Iterable[Triple]) -> Iterator[Thing]:
    """The things that are found, with the labels that were derived for them.

    Records that have no text of their own are there too, to be known by their IRIs.
    """
    labels = {t.subject.value: t.object.value for t in derived if t.predicate.value == LABEL}
    types = gathered.index.under(RDF_TYPE)
    contract = gathered.contract
    told = _told(gathered.index, contract.names)
    states = gathered.index.of("organOf")
    links = gathered.index.links()
    for iri, classes in types.items():
        of = contract.narrowest(classes)
        if of and of.name not in NEVER_FOUND:
            is_record = contract.descends(of.name, RECORD)
            kinds = [
                Told(Reason.TEXT, f"{of.label}, {labels[state]}") for state in states.get(iri, ())
            ]
            texts = (*told.get(iri, ()), *kinds)
            yield Thing(iri, of.name, labels[iri], is_record, texts, links[iri])


def _told(index: Index, names: Iterable[str]) -> Mapping[str, list[Told]]:
    """Texts by the IRIs of what is found by them: its own, those of its namings and citations."""
    reasons = {
        **dict.fromkeys(names, Reason.NAME),
        **OTHERWISE,
        **dict.fromkeys(CODES, Reason.OTHER_NAME),
        **dict.fromkeys(SAID, Reason.TEXT),
    }
    told: dict[str, list[Told]] = defaultdict(list)
    for path, reason in reasons.items():
        for iri, texts in index.under(path).items():
            told[iri] += [Told(reason, text) for text in texts]
    for naming, named in index.of("nameOf").items():
        names = index.values(naming, "name")
        told[named[0]] += [Told(Reason.OTHER_NAME, name) for name in names]
    for state, name in exonyms(index):
        told[state].append(Told(Reason.FOREIGN_NAME, name))
    for iri, citations in index.of("hasCitation").items():
        for citation in citations:
            told[iri] += told.get(citation, ())
    return {iri: texts for iri, texts in told.items() if texts}
