"""Labels that attack the page or the reader's eye are shown as the text that they are."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from kg.cli.main import main
from kg.publish.build import build
from tests.conftest import Service

SCRIPT = "<script>alert(1)</script> \" onmouseover='alert(2)' {{ 7*7 }} &amp;"
REVERSED = "\u202egnp.exe \u05d7\u05d3\u05e9\u05d5\u05ea"
LONG = "\U0001f600" + "A" * 150
LABELS = {"org-script": SCRIPT, "org-reversed": REVERSED, "org-long": LONG}


@pytest.fixture(scope="module")
def hostile_url(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A service whose graph holds the hostile labels beside its own data."""
    copy, var = tmp_path_factory.mktemp("checkout"), tmp_path_factory.mktemp("var")
    for folder in ("kg/data", "ontology", "queries"):
        shutil.copytree(root / folder, copy / folder)
    pattern = (copy / "kg/data/organisations/org-ap.ttl").read_text("utf-8")
    for slug, label in LABELS.items():
        written = label.replace("\\", "\\\\").replace('"', '\\"')
        text = pattern.replace("org-ap", slug).replace("Associated Press", written)
        (copy / f"kg/data/organisations/{slug}.ttl").write_text(text, "utf-8")
    assert main(["--root", str(copy), "format"]) == 0
    build(copy, var)
    running = Service(var)
    yield running.url
    assert running.stop() == 0


@pytest.fixture
def origin(hostile_url: str) -> str:
    """Pages are those of the hostile graph."""
    return hostile_url


@pytest.mark.parametrize("slug", LABELS)
@pytest.mark.parametrize("width", [1280, 360])
def test_a_hostile_label_stays_a_label(page: Page, origin: str, slug: str, width: int) -> None:
    page.set_viewport_size({"width": width, "height": 900})
    for address in (f"/id/{slug}", "/?kind=Organisation", f"/?q={LABELS[slug][1:5]}"):
        page.goto(origin + address)
        expect(page.get_by_text(LABELS[slug], exact=True).first).to_be_visible()
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        assert page.locator("main script").count() == 0


def test_a_reversing_label_does_not_reverse_what_follows(page: Page, origin: str) -> None:
    page.goto(f"{origin}/?kind=Organisation")
    label = page.get_by_text(REVERSED, exact=True)
    assert label.evaluate("node => node.tagName") == "BDI"
    expect(label).to_have_css("unicode-bidi", "isolate")
