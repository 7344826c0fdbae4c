"""The curator's desk in a browser: an article beside its draft, joined with one click."""

import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import httpx
import pytest
from playwright.sync_api import Page, expect

from kg.gate.check import check
from kg.gate.findings import violations
from tests.browser.test_access import barriers
from tests.conftest import ROOT

pytestmark = pytest.mark.long

HELD = "pos-yeshiva-world-2025-03-06"
ARTICLE = """\
Les alliés hésitent

Israël envisage de réduire le partage de renseignements avec les États-Unis, rapporte NBC News.

Un responsable israélien l’a démenti mardi.
"""
FIELDS = {
    "article": ARTICLE,
    "slug": "doc-practice-2025-03-07",
    "publisher": "Financial Times",
    "date": "2025-03-07",
    "url": "https://www.ft.com/x",
    "re-reports": "doc-nbc-news-allies",
}


@contextmanager
def started(checkout: Path) -> Iterator[str]:
    """The address of the desk of a small checkout, as `averment desk` starts it."""
    command = [sys.executable, "-m", "kg.cli", "--root", checkout, "desk", "--port", "0"]
    with subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        found = re.search(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found
        yield found[0]
        process.terminate()


@pytest.fixture
def desk(checkout: Path) -> Iterator[str]:
    """The address of a desk."""
    with started(checkout) as address:
        yield address


@pytest.fixture
def origin(desk: str) -> str:
    """Pages of the desk ask the desk alone."""
    return desk


def fill_in(page: Page, fields: dict[str, str]) -> None:
    """Fills in the form for an article, what is folded away too, and sends it."""
    page.get_by_text("More about it").click()
    for name, text in fields.items():
        page.locator(f"[name='{name}']").fill(text)
    page.get_by_role("button", name="Draft it").click()


@pytest.fixture
def drafted(desk: str, page: Page) -> Page:
    """The page of an article that was drafted by the form."""
    page.goto(desk)
    fill_in(page, FIELDS)
    expect(page).to_have_url(f"{desk}/draft/practice-2025-03-07")
    return page


def test_a_name_is_made_of_publisher_and_date(desk: str, page: Page) -> None:
    page.goto(desk)
    for name in ("article", "publisher", "date"):
        page.locator(f"[name='{name}']").fill(FIELDS[name])
    page.get_by_role("button", name="Draft it").click()
    expect(page).to_have_url(f"{desk}/draft/financial-times-2025-03-07")


def cited(checkout: Path) -> int:
    """How many citations of the new report the file of its origin's positions holds."""
    held = checkout / "kg/data/documents/2025/doc-yeshiva-world-2025-03-06.ttl"
    return held.read_text("utf-8").count("av:citedDocument avd:doc-practice-2025-03-07")


def test_an_article_stands_beside_what_was_found(drafted: Page) -> None:
    first, second = drafted.locator("#p1"), drafted.locator("#p2")
    expect(drafted.get_by_text("language: French")).to_be_visible()
    expect(first.locator(".text mark").first).to_have_attribute("title", "state-isr")
    expect(first.locator(".found")).to_contain_text("Israel is considering reducing")
    expect(second.locator(".found")).to_contain_text("“Un responsable israélien”, 1 state-isr")
    expect(second.locator(".found")).to_contain_text("2025-03-04 “mardi”")
    expect(second.locator(".found dt").first).to_have_text("denies")


def test_a_click_joins_and_another_takes_it_back(checkout: Path, drafted: Page) -> None:
    assert cited(checkout) == 0
    drafted.get_by_role("button", name=f"Join {HELD}-1", exact=True).first.click()
    expect(drafted.locator("#p1 .joined")).to_have_text("joined")
    assert cited(checkout) == 1
    report = checkout / "kg/data/documents/2025/doc-practice-2025-03-07.ttl"
    assert "av:reReports avd:doc-nbc-news-allies" in report.read_text("utf-8")
    assert violations(check(checkout)[1]) == []
    drafted.get_by_role("button", name="Undo the last change").click()
    expect(drafted.locator("#p1 .joined")).to_have_count(0)
    assert cited(checkout) == 0
    assert not report.exists()


def test_a_new_statement_is_filled_in_from_its_paragraph(checkout: Path, drafted: Page) -> None:
    """It is written as `averment new statement` writes it, and undone by one click."""
    drafted.get_by_role("button", name="Write the report").click()
    drafted.get_by_role("link", name="New statement from paragraph 2").click()
    expect(drafted.get_by_label("stance:")).to_have_value("denies")
    expect(drafted.get_by_label("unnamed:")).to_have_value("Un responsable israélien")
    expect(drafted.get_by_label("affiliation-hint:")).to_have_value("state-isr")
    drafted.get_by_label("proposition:").fill("prop-isr-usa-strong")
    drafted.get_by_label("stance:").fill("confirms")
    drafted.get_by_label("origin:").fill("doc-practice-2025-03-07")
    drafted.get_by_role("button", name="Write it").click()
    report = checkout / "kg/data/documents/2025/doc-practice-2025-03-07.ttl"
    expect(drafted.locator("#p2")).to_be_visible()
    assert "avc:stance-confirms" in report.read_text("utf-8")
    assert violations(check(checkout)[1]) == []
    drafted.get_by_role("button", name="Undo the last change").click()
    expect(drafted.locator("#p2")).to_be_visible()
    assert "avc:stance-confirms" not in report.read_text("utf-8")


def test_a_statement_that_is_wrong_keeps_what_was_given(drafted: Page, expected: list[str]) -> None:
    expected.append("status of 400")
    drafted.get_by_role("button", name="Write the report").click()
    drafted.get_by_role("link", name="New statement from paragraph 2").click()
    drafted.get_by_label("proposition:").fill("prop-nowhere")
    drafted.get_by_role("button", name="Write it").click()
    expect(drafted.get_by_role("alert")).to_contain_text("“prop-nowhere” is no Proposition")
    expect(drafted.get_by_label("stance:")).to_have_value("denies")


@pytest.mark.parametrize("java_script_enabled", [False])
def test_it_needs_no_script(checkout: Path, desk: str, browser, java_script_enabled: bool) -> None:
    page = browser.new_context(java_script_enabled=java_script_enabled).new_page()
    page.goto(desk)
    fill_in(page, FIELDS)
    page.get_by_role("button", name=f"Join {HELD}-1", exact=True).first.click()
    expect(page.locator("#p1 .joined")).to_have_text("joined")
    assert cited(checkout) == 1
    page.context.close()


def test_what_is_wrong_is_said_above_the_form_that_keeps_its_fields(
    desk: str, page: Page, expected: list[str]
) -> None:
    expected.append("status of 400")
    page.goto(desk)
    fill_in(page, FIELDS | {"publisher": "Nobody's Gazette"})
    expect(page.get_by_role("alert")).to_contain_text("Nobody's Gazette” is no such thing")
    expect(page.locator("[name='date']")).to_have_value("2025-03-07")


def test_it_is_open_to_everybody(drafted: Page, axe: str) -> None:
    drafted.evaluate(axe)
    assert barriers(drafted) == []
    wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth"
    drafted.set_viewport_size({"width": 320, "height": 700})
    assert not drafted.evaluate(wide)


def test_no_other_page_can_write(checkout: Path, desk: str) -> None:
    """Neither with the origin of another page, nor without the token, nor by another name."""
    token = re.search(r'name="token" value="([^"]+)"', httpx.get(desk).text)
    assert token
    fields = FIELDS | {"token": token[1]}
    elsewhere = httpx.post(f"{desk}/draft", data=fields, headers={"Origin": "http://evil.example"})
    assert elsewhere.status_code == 403
    assert httpx.post(f"{desk}/draft", data=FIELDS).status_code == 403
    named = httpx.post(f"{desk}/draft", data=fields, headers={"Host": "evil.example"})
    assert named.status_code == 400
    assert not list(checkout.rglob("var/desk/*"))


STATEMENT = {
    "report": "doc-practice-2025-03-07",
    "locator": "paragraph 2",
    "unnamed": "Un responsable israélien",
    "stance": "confirms",
    "origin": "doc-practice-2025-03-07",
}


def token_of(desk: str) -> str:
    """What a page of a desk sends with each change."""
    found = re.search(r'name="token" value="([^"]+)"', httpx.get(desk).text)
    assert found
    return found[1]


def sent_at_once(*asked: tuple[str, dict[str, str]]) -> list[httpx.Response]:
    """The answers to statements that desks are sent side by side."""

    def send(desk: str, fields: dict[str, str]) -> httpx.Response:
        told = STATEMENT | fields | {"token": tokens[desk]}
        return httpx.post(f"{desk}/draft/practice-2025-03-07/statement", data=told, timeout=60)

    tokens = {desk: token_of(desk) for desk, _ in asked}
    with ThreadPoolExecutor() as pool:
        return list(pool.map(lambda one: send(*one), asked))


def test_of_two_desks_only_one_writes_at_a_time(checkout: Path, desk: str) -> None:
    """Two statements sent at once get two numbers; of two that are equal one is refused."""
    with started(checkout) as other:
        fields = FIELDS | {"token": token_of(desk)}
        httpx.post(f"{desk}/draft", data=fields, timeout=60)
        token = {"token": token_of(desk)}
        httpx.post(f"{desk}/draft/practice-2025-03-07/report", data=token, timeout=60)
        strong, less = ({"proposition": p} for p in ("prop-isr-usa-strong", "prop-isr-reduce"))
        assert [a.status_code for a in sent_at_once((desk, strong), (other, less))] == [303, 303]
        report = checkout / "kg/data/documents/2025/doc-practice-2025-03-07.ttl"
        numbers = re.findall(r"avd:pos-practice-2025-03-07-(\d+) a ", report.read_text("utf-8"))
        assert sorted(numbers) == ["1", "2"]
        again = less | {"stance": "denies"}
        answers = sent_at_once((desk, again), (other, again))
        assert sorted(answer.status_code for answer in answers) == [303, 400]
        refused = next(answer for answer in answers if answer.status_code == 400)
        assert "it is held already; nothing was written" in refused.text
    assert violations(check(checkout)[1]) == []
