"""Forms of what is claimed: reports, statements in them, propositions."""

from dataclasses import replace
from datetime import date
from typing import Final

from kg.contract import Contract
from kg.desk.documents import (
    check_name,
    document_folder,
    document_language,
    made_of,
    passed_on,
    refuse_held,
)
from kg.desk.form import Form, Written
from kg.desk.numbers import next_number
from kg.desk.options import YES, Option, adapted, asked
from kg.desk.reader import Reader
from kg.desk.records import cite, language_of, options_of
from kg.desk.repeated import (
    another,
    new_position,
    refuse_repeated_proposition,
    refuse_repeated_statement,
)
from kg.desk.sheet import Sheet, placed, thing, typed, words
from kg.desk.slugs import slug_of, tail
from kg.errors import BadArgument
from kg.terms import AV

SILENCE: Final = "stance-not-heard-from"
NEVER: Final = "never"
UNREAD: Final = ("read", NEVER)
REPORTED: Final = "whether it re-reports another document (av:reReports), read or not"
OF_SOURCE: Final = ("min-persons", "max-persons", "affiliation-hint", "anonymity-basis")
UNDATED: Final = "undated"
UNTITLED: Final = "untitled"
FEW: Final = 3


def report(contract: Contract) -> Form:
    """A report: the document alone, without what it says."""
    return Form(
        "Report",
        "report",
        "a report",
        "averment new report --title 'A headline' --publisher org-nbc-news --date 2025-03-06 \\\n"
        "      --url https://www.nbcnews.com/",
        report_options(contract),
        _write_report,
    )


def report_options(contract: Contract) -> tuple[Option, ...]:
    """What is asked of a report; of one that nobody has read, neither headline nor address."""
    always = {"publisher": (), "date": ((UNDATED, YES),)}
    unless = always | {"title": (UNREAD, (UNTITLED, YES)), "url": (UNREAD,)}
    asked = (
        replace(option, required=option.name in unless, unless=unless.get(option.name, ()))
        for option in options_of(contract, "Report")
    )
    return (
        *asked,
        Option(UNDATED, "instead of --date: it bears no date", flag=True),
        Option(UNTITLED, "instead of --title: it has no headline", flag=True),
    )


def _write_report(reader: Reader) -> Written:
    sheet, left = report_sheet(reader)
    return Written(placed(reader.root, sheet, document_folder(sheet.stem)), tuple(left))


def report_sheet(reader: Reader) -> tuple[Sheet, list[str]]:
    """The sheet of a report, and what is left to decide."""
    _one_of_two(reader)
    reader = reader.but(read=date.today().isoformat())
    if reader.answers.one("read") == NEVER:
        reader = reader.without("read")
    language = document_language(reader)
    said = reader.but(language=language).values("Report", language)
    refuse_held(reader)
    slug = reader.new_slug("Report", lambda: made_of(reader))
    check_name(reader, slug)
    sheet = reader.new_sheet(slug)
    sheet.add(slug, "Report", said)
    wanted = {
        "genre": "what kind of text it is (av:genre)",
        "episode": "which story it belongs to (av:inEpisode)",
    }
    left = [text for name, text in wanted.items() if not reader.answers.all(name)]
    if reader.answers.one("read") and not passed_on(reader):
        left.append(REPORTED)
    return sheet, left


def _one_of_two(reader: Reader) -> None:
    for flag, option in ((UNDATED, "date"), (UNTITLED, "title")):
        if reader.answers.one(flag) and reader.answers.one(option):
            raise BadArgument(f"give --{option} or --{flag}, one of the two.")


def statement(contract: Contract) -> Form:
    """A position, added to the file of the report in which it was read."""
    options = (*options_of(contract, "Statement"), *_of_source(contract))
    speaker = next(option for option in options if option.name == "speaker")
    return Form(
        "Statement",
        "statement",
        "who is said to have said what, added to the file of a report",
        "averment new statement --report doc-yeshiva-world-2025-03-06 --speaker AUS \\\n"
        "      --stance declines-to-comment --proposition prop-aus-review --locator 'paragraph 7'",
        adapted(
            options,
            {"document": None, "slug": None, "speaker": replace(speaker, required=False)},
            Option("report", "the report in which you read it, by slug", True, kind="Report"),
            Option("unnamed", "instead of --speaker: the report's words for an unnamed source"),
            another("it is another utterance than the like that is held already"),
        ),
        _write_statement,
    )


def _of_source(contract: Contract) -> tuple[Option, ...]:
    """What is asked of an unnamed source beside its words: how many they are, and whose."""
    told = asked(contract.classes["UnnamedSource"])
    return tuple(replace(one, required=False) for one in told if one.name in OF_SOURCE)


def _write_statement(reader: Reader) -> Written:
    document = reader.must("report", "Report")
    sheet = reader.sheet_of(document)
    stem = f"{reader.prefix('Statement')}-{tail(document)}"
    slug = f"{stem}-{next_number(reader.known, stem)}"
    stance = reader.known.concept("stance", reader.answers.must("stance"))
    kind = "ReportedSilence" if stance == SILENCE else "Statement"
    refuse_repeated_statement(reader, new_position(reader, document, stance))
    source = _unnamed_source(sheet, reader, document)
    sheet.add(slug, kind, reader.values("Statement"), speaker=thing(source) if source else None)
    cite(sheet, reader, slug, document)
    return Written(placed(reader.root, sheet), tuple(_left_of_statement(reader)))


def _unnamed_source(sheet: Sheet, reader: Reader, document: str) -> str | None:
    """Describes the unnamed source that speaks, if one does; gives its name."""
    text = reader.answers.one("unnamed")
    if (text is None) == (reader.answers.one("speaker") is None):
        raise BadArgument("give --speaker, or --unnamed with the report's words; one of the two.")
    about = reader.values("UnnamedSource")
    if text is None:
        if about:
            raise BadArgument("number and affiliation are those of an --unnamed source; give one.")
        return None
    scope = reader.answers.one("origin") and reader.slug("origin", "Report")
    stem = f"{reader.prefix('UnnamedSource')}-{tail(document)}"
    slug = f"{stem}-{next_number(reader.known, stem)}"
    scoped = thing(scope or document)
    descriptor = words(text, language_of(reader, document))
    sheet.add(slug, "UnnamedSource", about, descriptor=descriptor, scopedTo=scoped)
    return slug


def _left_of_statement(reader: Reader) -> list[str]:
    wanted = {
        "origin": "where it was first said (av:originDocument; the report itself, if it asked)",
        "date": "when it was said (av:edtf; without it: no later than the report)",
        "locator": "the place in the report (av:locator)",
    }
    left = [text for name, text in wanted.items() if not reader.answers.one(name)]
    if reader.answers.one("unnamed") and not any(map(reader.answers.one, OF_SOURCE)):
        left.append("how many persons the source is at least (av:minPersons), and whose")
    return left


def proposition(contract: Contract) -> Form:
    """A content that can be asserted or denied."""
    return Form(
        "Proposition",
        "proposition",
        "a content that can be asserted or denied",
        "averment new proposition --text 'Australia has decided to go on sharing.' --actor AUS \\\n"
        "      --action continue-sharing --counterparty USA --topic intelligence --phase decided",
        adapted(
            options_of(contract, "Proposition"),
            {"affirmative": Option("negative", "yes: it says that this is not so")},
            another("it is another than the like that is held already"),
        ),
        _write_proposition,
    )


def _write_proposition(reader: Reader) -> Written:
    negative = reader.answers.one("negative") in ("yes", "true")
    said = reader.values("Proposition")
    said |= {f"{AV}affirmative": typed(not negative, "boolean")}
    refuse_repeated_proposition(reader, said)
    slug = reader.new_slug("Proposition", lambda: _content_name(reader, negative))
    sheet = reader.new_sheet(slug)
    sheet.add(slug, "Proposition", said)
    wanted = {
        "actor": "who acts (av:actor); leave it out only if the text leaves it open",
        "phase": "how far it has come (av:phase)",
    }
    left = [text for name, text in wanted.items() if not reader.answers.all(name)]
    story = slug_of(tail(reader.slug("episode", "Episode") or "") or "general")
    return Written(placed(reader.root, sheet, f"kg/data/propositions/{story}"), tuple(left))


def _content_name(reader: Reader, negative: bool) -> str:
    """Who does, or does not do, what to whom; of many only the first."""
    found = {
        name: [
            tail(reader.known.find(one, reader.kinds("Agent"))) for one in reader.answers.all(name)
        ]
        for name in ("actor", "counterparty")
    }
    few = {name: tails if len(tails) <= FEW else tails[:1] for name, tails in found.items()}
    action = tail(reader.known.concept("action", reader.answers.must("action")))
    words = [*few["actor"], *(["not"] if negative else []), action, *few["counterparty"]]
    return "-".join(words)
