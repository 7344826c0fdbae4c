"""The order in which a curated file is read: kinds of subject, predicates of one subject."""

from typing import Final

from kg.rdf.canonical import Order
from kg.terms import AV

_KINDS: Final = """
    CuratedFile
    Episode Group Person Post State
    Agreement Partnership InternationalOrganisation Organisation NewsOrganisation
    PublicBody IntelligenceAgency
    Document OfficialDocument ReferenceEntry Report
    UnnamedSource
    Proposition
    Membership PartyStatus
    Subordination Tenure Cooperation Naming Identification
    Event OrganisationChange
    Statement ReportedSilence
    SourceRating CredibilityRating AnalyticJudgement
    Citation
"""
_PREDICATES: Final = """
    title name text descriptor curator curatedOn drawnFrom
    isoCode3 wikidata website agencyFunction postIn groupMember
    agreementKind publicity basedOn framework predecessor hasText legalBasis
    publisher genre language url archivedAt contentDigest
    minPersons maxPersons scopedTo affiliationHint anonymityBasis possiblySameSourceAs
    nameOf participant inArrangement participationRole subordinate superior incumbent post
    cooperationParty cooperationSubject unnamedSource identifiedAs
    speaker onBehalfOf speakingAs stance proposition addressee medium
    respondsTo sameUtteranceAs supersedes retracts
    actionType actor counterparty affected arrangement topic phase modality affirmative
    reason embeds negationOf incompatibleWith inTensionWith entails describes aboutFact
    affectsFact factEffect original resulting
    assesses assessor rating likelihood confidence assessedOn rationale
    citedDocument originDocument bearing locator verbatim excerpt attributionPhrase
    edtf dateWording dateGiven ongoingAsOf consultedOn
    reReports quotesFrom translates updates derivedFrom inEpisode
"""
_LAST: Final = ("av:hasCitation", "skos:editorialNote")
_FIRST: Final = (
    *("a", "skos:prefLabel", "skos:altLabel"),
    *(f"av:{name}" for name in _PREDICATES.split()),
)
_KIND_RANK: Final = {
    f"{AV}{name}": rank
    for rank, line in enumerate(_KINDS.strip().splitlines())
    for name in line.split()
}
_PREDICATE_RANK: Final = {name: rank for rank, name in enumerate((*_FIRST, None, *_LAST))}

ORDER: Final = Order(_KIND_RANK, _PREDICATE_RANK)
