"""New files of what is claimed: reports, statements in them, propositions."""

from datetime import date
from pathlib import Path
from typing import Final

import pyoxigraph as px

from kg.contract import contract_of
from kg.desk.actors import LOCATOR, SLUG
from kg.desk.fields import Answers, Field, Kind, Written
from kg.desk.known import ACTORS, Known
from kg.desk.numbers import next_number
from kg.desk.sheet import Sheet, thing, typed, words, write_new
from kg.desk.slugs import checked, report_slug, slug_of, year_of
from kg.desk.values import ARRANGEMENTS, DOCUMENTS, MOST_QUOTED, ORGANISATIONS, Desk, read_language
from kg.errors import BadArgument
from kg.gate.curated import find
from kg.rdf.parse import parse_turtle, read_text

SPEAKERS: Final = ACTORS | {"UnnamedSource"}
POSITIONS: Final = frozenset({"Statement", "ReportedSilence"})
SILENCE: Final = "stance-not-heard-from"
NEVER: Final = "never"
UNREAD: Final = ("read", NEVER)


def report(root: Path, known: Known, answers: Answers) -> Written:
    """A report: the document alone, without what it says."""
    desk = Desk(known, answers)
    sheet, left = report_sheet(desk)
    return Written(
        write_new(root, report_folder(sheet.stem, answers.one("date")), sheet), tuple(left)
    )


def report_folder(slug: str, edtf: str | None) -> str:
    """Where a report's file lies."""
    return f"kg/data/reports/{year_of(slug, edtf)}"


def report_sheet(desk: Desk, title: str | None = None) -> tuple[Sheet, list[str]]:
    """The sheet of a report, and what is left to decide."""
    answers = desk.answers
    publisher = desk.must("publisher", ORGANISATIONS | ACTORS)
    edtf = desk.edtf()
    slug = checked(answers.one("slug") or report_slug(publisher, edtf and edtf.value), "rep")
    desk.known.must_be_new(slug)
    language = read_language(answers.one("language") or "en")
    sheet = Sheet(slug, date.today())
    heading = answers.one("title") or title
    sheet.add(
        slug,
        "Report",
        title=None if heading is None else words(heading, language),
        publisher=thing(publisher),
        genre=desk.concept("genre", "genre"),
        language=px.Literal(language),
        url=desk.address("url"),
        edtf=edtf,
        consultedOn=_read_on(desk),
        reReports=desk.things("re-reports", DOCUMENTS),
        inEpisode=desk.things("episode", frozenset({"Episode"})),
    )
    wanted = {
        "genre": "what kind of text it is (av:genre)",
        "re-reports": "whether it re-reports another document (av:reReports), read or not",
        "episode": "which story it belongs to (av:inEpisode)",
    }
    return sheet, [text for name, text in wanted.items() if not answers.all(name)]


def _read_on(desk: Desk) -> px.Literal | None:
    given = desk.answers.one("read")
    if given == NEVER:
        return None
    return desk.day("read") or typed(date.today().isoformat(), "date")


def statement(root: Path, known: Known, answers: Answers) -> Written:
    """A position, added to the file of the report in which it was read."""
    desk = Desk(known, answers)
    document = desk.must("report", frozenset({"Report"}))
    path = _file_of(root, document)
    sheet = _opened(path)
    identity = document.partition("-")[2]
    slug = f"pos-{identity}-{next_number(known, f'pos-{identity}')}"
    stance = known.concept("stance", answers.must("stance"))
    sheet.add(
        slug,
        "ReportedSilence" if stance == SILENCE else "Statement",
        speaker=_speaker(sheet, desk, document),
        onBehalfOf=desk.thing("on-behalf-of", ACTORS),
        speakingAs=desk.thing("speaking-as", frozenset({"Post"})),
        stance=desk.concept("stance", "stance"),
        proposition=desk.things("proposition", frozenset({"Proposition"})),
        addressee=desk.things("addressee", ACTORS),
        medium=desk.concept("medium", "medium"),
        respondsTo=desk.things("responds-to", POSITIONS),
        edtf=desk.edtf(),
        hasCitation=_citation(sheet, desk, slug, document),
    )
    beside = path.with_name(f"{path.name}.new")
    text = sheet.text(contract_of(root / "ontology").order)
    beside.write_text(text, encoding="utf-8", newline="")
    beside.replace(path)
    return Written(path, tuple(_left_of_statement(desk, document)))


def _file_of(root: Path, document: str) -> Path:
    paths = [path for path in find(root) if path.stem == document]
    if not paths:
        raise BadArgument(f"no file is named {document}.ttl; statements go to the report's file.")
    return paths[0]


def _opened(path: Path) -> Sheet:
    """The sheet of a file that exists, with today as its day."""
    sheet = Sheet(path.stem, date.today())
    header = thing(f"file-{path.stem}")
    replaced = {t.predicate for t in sheet.triples}
    sheet.triples += [
        triple
        for triple in parse_turtle(read_text(path, str(path)), str(path))
        if triple.subject != header or triple.predicate not in replaced
    ]
    return sheet


def _speaker(sheet: Sheet, desk: Desk, document: str) -> px.NamedNode | None:
    descriptor = desk.answers.one("unnamed")
    named = desk.answers.one("speaker")
    if (descriptor is None) == (named is None):
        raise BadArgument("give --speaker, or --unnamed with the report's words; one of the two.")
    if descriptor is None:
        return desk.thing("speaker", SPEAKERS)
    scope = desk.slug("origin", frozenset({"Report"})) or document
    stem = f"src-{document.partition('-')[2]}"
    slug = f"{stem}-{next_number(desk.known, stem)}"
    sheet.add(slug, "UnnamedSource", descriptor=words(descriptor), scopedTo=thing(scope))
    return thing(slug)


def _citation(sheet: Sheet, desk: Desk, slug: str, document: str) -> px.NamedNode:
    excerpt = desk.text("excerpt", _language(desk, document))
    if excerpt and len(excerpt.value.split()) > MOST_QUOTED:
        raise BadArgument(f"--excerpt has more than {MOST_QUOTED} words; quote less.")
    return sheet.cite(
        slug,
        document,
        originDocument=desk.thing("origin", DOCUMENTS),
        locator=desk.plain("locator"),
        verbatim=typed(excerpt is not None, "boolean"),
        excerpt=excerpt,
        attributionPhrase=desk.text("phrase", _language(desk, document)),
    )


def _language(desk: Desk, document: str) -> str:
    return next(iter(desk.known.values(document, "language")), "en")


def _left_of_statement(desk: Desk, document: str) -> list[str]:
    answers = desk.answers
    wanted = {
        "origin": "where it was first said (av:originDocument; the report itself, if it asked)",
        "date": "when it was said (av:edtf; without it: no later than the report)",
        "locator": "the place in the report (av:locator)",
    }
    left = [text for name, text in wanted.items() if not answers.one(name)]
    if answers.one("unnamed"):
        left.append("how many persons the source is at least (av:minPersons), and whose")
    return left


def proposition(root: Path, known: Known, answers: Answers) -> Written:
    """A content that can be asserted or denied."""
    desk = Desk(known, answers)
    action = known.concept("action", answers.must("action"))
    actors = desk.things("actor", ACTORS)
    who = "-".join(one.value.rpartition("/")[2].partition("-")[2] for one in actors[:1])
    made = f"prop-{who}-{action.removeprefix('action-')}".replace("--", "-")
    slug = checked(answers.one("slug") or made, "prop")
    known.must_be_new(slug)
    negative = answers.one("negative") in ("yes", "true")
    sheet = Sheet(slug, date.today())
    sheet.add(
        slug,
        "Proposition",
        text=words(answers.must("text")),
        actionType=desk.concept("action", "action"),
        actor=actors,
        counterparty=desk.things("counterparty", ACTORS),
        affected=desk.things("affected", ACTORS),
        arrangement=desk.things("arrangement", ARRANGEMENTS),
        topic=desk.concepts("topic", "topic"),
        phase=desk.concept("phase", "phase"),
        modality=desk.concept("modality", "modality"),
        affirmative=typed(not negative, "boolean"),
        edtf=desk.edtf(),
        inEpisode=desk.things("episode", frozenset({"Episode"})),
    )
    story = slug_of((desk.slug("episode", frozenset({"Episode"})) or "epi-general")[4:])
    left = [
        text
        for name, text in {
            "actor": "who acts (av:actor); leave it out only if the text leaves it open",
            "phase": "how far it has come (av:phase)",
        }.items()
        if not answers.all(name)
    ]
    return Written(write_new(root, f"kg/data/propositions/{story}", sheet), tuple(left))


REPORT_FIELDS: Final = (
    Field("title", "its headline as shown", required=True, unless=UNREAD),
    Field("publisher", "who published it: slug or name", required=True),
    Field("date", "when, in EDTF: 2025-03-06, [..2025-03-06] (no later than)", required=True),
    Field("url", "its address", required=True, unless=UNREAD),
    Field("language", "BCP 47 tag (default: en)"),
    Field("genre", "kind of text: news-story, wire-copy, analysis …"),
    Field("read", "the day on which you read it (default: today), or never"),
    Field("re-reports", "a document whose content it passes on, by slug", many=True),
    Field("episode", "the story it belongs to, by slug", many=True),
    SLUG,
)
REPORT: Final = Kind(
    "report",
    "a report",
    "averment new report --title 'A headline' --publisher org-nbc-news --date 2025-03-06 "
    "--url https://www.nbcnews.com/",
    REPORT_FIELDS,
    report,
)
STATEMENT: Final = Kind(
    "statement",
    "who is said to have said what, added to the file of a report",
    "averment new statement --report rep-yeshivaworld-2025-03-06 --speaker AUS "
    "--stance declines-to-comment --proposition prop-aus-review --locator 'paragraph 7'",
    (
        Field("report", "the report in which you read it, by slug", required=True),
        Field("speaker", "who speaks, or was not heard from: slug, name or ISO code"),
        Field("unnamed", "instead of --speaker: the report's words for an unnamed source"),
        Field("stance", "asserts, denies, rejects, declines-to-comment …", required=True),
        Field("proposition", "towards what, by slug", required=True, many=True),
        Field("on-behalf-of", "for whom the speaker speaks"),
        Field("speaking-as", "in which office, by slug"),
        Field("addressee", "who was told", many=True),
        Field("medium", "by what channel: interview, told-outlet, press-conference …"),
        Field("responds-to", "the position answered, by slug", many=True),
        Field("date", "when it was said, in EDTF"),
        LOCATOR,
        Field("origin", "the document where it first appeared, by slug"),
        Field("phrase", "the report's own sourcing words, a few"),
        Field("excerpt", f"a literal quotation, at most {MOST_QUOTED} words"),
    ),
    statement,
)
PROPOSITION: Final = Kind(
    "proposition",
    "a content that can be asserted or denied",
    "averment new proposition --text 'Australia has decided to go on sharing.' --actor AUS "
    "--action continue-sharing --counterparty USA --topic intelligence --phase decided",
    (
        Field("text", "a neutral sentence in English, in your own words", required=True),
        Field("action", "the kind of action: reduce-sharing, review-sharing …", required=True),
        Field("actor", "who acts in it; several act jointly", many=True),
        Field("counterparty", "towards whom", many=True),
        Field("affected", "upon whom", many=True),
        Field("arrangement", "under which agreement or in which organisation", many=True),
        Field("topic", "subject: intelligence, trade …", many=True),
        Field("phase", "how far: considered, planned, decided, under-way …"),
        Field("modality", "in what mode: actual (default), possible, intended …"),
        Field("negative", "yes: it says that this is not so"),
        Field("date", "when, if the content itself is dated, in EDTF"),
        Field("episode", "the story it belongs to, by slug"),
        SLUG,
    ),
    proposition,
)
