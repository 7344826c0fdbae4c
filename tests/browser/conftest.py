"""A real Chromium on the running service. Nothing that a page does wrong goes unseen.

`watched` is on in every test: it fails a test whose pages broke the policy, logged an error that
the test did not list in `expected`, threw, opened a dialog, or asked anything of another origin.
"""

import os
import re
from collections.abc import Iterator
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Locator, Page, Request, expect

from tests.browser.browser import NODE, axe_source, find_chromium
from tests.browser.editing import opened

PATIENCE = 20_000
REPORT_VIOLATIONS = """
document.addEventListener("securitypolicyviolation", (event) =>
  console.error(`policy: ${event.violatedDirective} ${event.blockedURI}`));
"""


def pytest_configure() -> None:
    """Playwright's own Node lacks a library on bare machines; the wheel's does not.

    How long a page takes says what else the machine does, not whether it is right.
    """
    os.environ.setdefault("PLAYWRIGHT_NODEJS_PATH", str(NODE))
    expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args: dict[str, Any]) -> dict[str, Any]:
    """The browser to start, with the libraries that it needs."""
    launch = find_chromium()
    sandbox = ["--no-sandbox"] if os.geteuid() == 0 else []
    return {
        **browser_type_launch_args,
        "executable_path": launch.path,
        "args": sandbox,
        "env": os.environ | launch.env,
    }


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args: dict[str, Any], server_url: str) -> dict[str, Any]:
    """Addresses in tests are those of the running service."""
    return {**browser_context_args, "base_url": server_url}


@pytest.fixture
def origin(base_url: str) -> str:
    """The one origin that pages may ask anything of."""
    return base_url


@pytest.fixture
def expected() -> list[str]:
    """Patterns of the console errors that a test provokes."""
    return []


@pytest.fixture(autouse=True)
def watched(context: BrowserContext, origin: str, expected: list[str]) -> Iterator[None]:
    """Collects what goes wrong while a test runs, and fails it if anything did."""
    faults: list[str] = []

    def asked(request: Request) -> None:
        if not request.url.startswith(f"{origin}/"):
            faults.append(f"asked {request.url}")

    def watch(page: Page) -> None:
        page.on("pageerror", lambda error: faults.append(f"threw {error}"))
        page.on(
            "dialog", lambda dialog: (faults.append(f"said {dialog.message}"), dialog.dismiss())
        )
        page.on(
            "console",
            lambda message: faults.append(message.text) if message.type == "error" else None,
        )

    context.add_init_script(REPORT_VIOLATIONS)
    context.on("request", asked)
    context.on("page", watch)
    yield
    unlisted = [f for f in faults if not any(re.search(pattern, f) for pattern in expected)]
    assert unlisted == []


@pytest.fixture(scope="session")
def base_url(server_url: str) -> str:
    """Where the service under test is reached."""
    return server_url


@pytest.fixture(scope="session")
def axe() -> str:
    """The accessibility checker's script."""
    return axe_source()


@pytest.fixture
def editor(page: Page) -> Locator:
    """The editor of the SPARQL page, empty and ready to type in."""
    page.goto("/sparql")
    box = opened(page)
    box.press("Control+a")
    box.press("Delete")
    return box


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browser tests come last: Playwright leaves an event loop running in this thread.

    After pytest's own sorting, which would bring forward whatever else asks for a `page`.
    """
    items.sort(key=lambda item: "browser" in item.path.parts)
