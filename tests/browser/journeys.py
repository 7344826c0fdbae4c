"""Six ways to an answer, as a new reader goes them, with what each one costs them.

A journey takes the hand that clicks and types, and names of the world in which it is gone.
"""

from __future__ import annotations

import re
import time
from dataclasses import dataclass, field

from playwright.sync_api import Locator, Page, expect

# What a browser does when something is taken from the list of a field, which is its own.
TAKEN = """(field, text) => {
  field.value = text;
  field.dispatchEvent(new InputEvent("input", { inputType: "insertReplacementText" }));
}"""


@dataclass
class Hand:
    """Clicks and types, and counts both; a choice from a list costs two clicks."""

    page: Page
    clicks: int = 0
    keys: int = 0
    began: float = field(default_factory=time.monotonic)

    @property
    def seconds(self) -> float:
        """Time since it began: of the machine alone, as nobody reads or thinks."""
        return time.monotonic() - self.began

    def click(self, name: str, role: str = "link") -> None:
        self.on(self.page.get_by_role(role, name=name).first)

    def on(self, place: Locator) -> None:
        place.click()
        self.clicks += 1

    def choose(self, name: str, option: str, place: Locator | None = None) -> None:
        (place or self.page).get_by_label(name, exact=True).last.select_option(option)
        self.clicks += 2

    def type(self, text: str) -> None:
        self.page.keyboard.type(text)
        self.keys += len(text)

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)
        self.keys += len(keys)

    def complete(self, begun: str, name: str) -> None:
        """Types the beginning of a name and takes it from the list that comes."""
        self.type(begun)
        option = self.page.get_by_role("option", name=name).first
        expect(option).to_be_visible()
        self.on(option)

    def accept(self, begun: str, name: str) -> None:
        """Types the beginning of a name and takes it from the list by keys alone."""
        self.type(begun)
        option = self.page.get_by_role("option", name=name).first
        expect(option).to_be_visible()
        # What opens under somebody's fingers takes no key at first.
        self.page.wait_for_timeout(100)
        while option.get_attribute("aria-selected") != "true":
            self.press("ArrowDown")
        self.press("Enter")

    def take(self, place: Locator, begun: str, name: str) -> None:
        """Types the beginning of a name into a field and takes it from its list."""
        self.on(place)
        self.type(begun)
        expect(self.page.locator(f"datalist option[value='{name}']").first).to_be_attached()
        place.evaluate(TAKEN, name)
        self.clicks += 1


def position_in_report(hand: Hand, state: str) -> None:
    """Is a state's own position on what a report says known?"""
    hand.page.goto("/")
    hand.click("Questions")
    hand.on(hand.page.get_by_label("Search the questions"))
    hand.type("report acting")
    hand.click("Which states does a report name as acting")
    row = hand.page.locator("tbody tr").filter(has=hand.page.get_by_role("link", name=state))
    expect(row.locator("td[data-k=position]")).to_have_text("none recorded")


def origins_of_claim(hand: Hand, words: str, claim: str) -> None:
    """How many independent origins has a claim?"""
    hand.page.goto("/")
    hand.press("/")
    hand.type(words)
    hand.press("Enter")
    hand.click(claim)
    expect(
        hand.page.get_by_role("heading", name=re.compile(r"documents?, \d+ origin"))
    ).to_be_visible()


def shared_chart(hand: Hand) -> None:
    """A link to a chart made from a query of one's own, followed by somebody else."""
    editor = _console(hand)
    editor.press("Control+a")
    hand.type("SELECT ?stance (COUNT(?p) AS ?n) {\n?p a ")
    hand.complete("Posi", "av:Position")
    hand.complete(" ; stan", "av:stance always")
    hand.type(" ?stance")
    # Behind the brace that the editor has closed.
    hand.press("Control+End")
    hand.type(" GROUP BY ?stance")
    hand.press("Control+Enter")
    hand.click("Chart", "button")
    expect(hand.page.get_by_role("img", name=re.compile("n by stance"))).to_be_visible()
    link = hand.page.get_by_role("link", name="Link to this answer").evaluate("link => link.href")
    hand.clicks += 1
    with hand.page.context.new_page() as other:
        other.goto(link)
        expect(other.get_by_role("img", name=re.compile("n by stance"))).to_be_visible()


def shared_by_completion(hand: Hand, one: str, other: str, day: str, agreement: str) -> None:
    """In SPARQL, by completion: the agreements that two states had in common on a day."""
    editor = _console(hand)
    editor.press("Control+a")
    hand.accept("sel", "SELECT DISTINCT …")
    hand.type("?agreement")
    hand.press("Tab")
    for number, state in enumerate((one, other)):
        hand.accept("PartyS", "av:PartyStatus … on a day")
        hand.accept(state[:8], f"{state} State")
        hand.press("Tab")
        hand.accept("?a", "?agreement")
        hand.press("Tab")
        if number == 0:
            hand.type(day)
            hand.press("Tab", "Enter")
    hand.press("Control+Enter")
    expect(hand.page.get_by_role("link", name=agreement, exact=True)).to_be_visible()


def shared_by_choices(hand: Hand, one: str, other: str, day: str, agreement: str) -> None:
    """The same without a query language."""
    hand.page.goto("/")
    hand.click("Questions")
    hand.click("build it step by step")
    hand.on(hand.page.locator(".library").get_by_role("link", name="Agreements", exact=True))
    for number, state in enumerate((one, other), 1):
        hand.choose("and its" if number > 1 else "whose", "parties")
        part = hand.page.get_by_role("group", name="participation", exact=True).last
        hand.choose("whose", "participant", part)
        place = part.get_by_role("combobox", name="participant", exact=True).first
        hand.take(place, state[:5], state)
        expect(hand.page).to_have_url(re.compile(rf"&{number}\.1\.v=state-"))
        hand.choose("and its", "status", part)
        expect(part.get_by_label("on", exact=True)).to_be_visible()
        part.get_by_label("on", exact=True).fill(day)
        hand.keys += len(day)
        hand.on(hand.page.get_by_role("heading", name="Answer"))
        expect(hand.page).to_have_url(re.compile(rf"&{number}\.2\.d={day}"))
    expect(hand.page.get_by_role("link", name=agreement, exact=True)).to_be_visible()


def narrowed_until_it_answers(hand: Hand) -> None:
    """A query that takes too long, and the way on that its end offers."""
    editor = _console(hand)
    editor.press("Control+a")
    hand.type("SELECT * { ?a ?b ?c . ?d ?e ?f } ORDER BY ?f ?c ?a")
    hand.press("Control+Enter")
    expect(hand.page.get_by_role("alert")).to_contain_text("Three ways to ask for less")
    hand.click("Leave out ORDER BY")
    expect(hand.page.locator("tbody tr").first).to_be_visible()


def _console(hand: Hand) -> Locator:
    hand.page.goto("/")
    hand.click("SPARQL")
    expect(hand.page.locator("#query")).to_be_hidden()
    editor = hand.page.get_by_role("textbox", name="Query")
    hand.on(editor)
    return editor
