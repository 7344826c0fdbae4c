"""The editor of the SPARQL page, as tests type in it."""

from playwright.sync_api import Locator, Page, expect


def opened(page: Page) -> Locator:
    """The editor, once it stands in place of the box."""
    expect(page.locator("#query")).to_be_hidden()
    return page.get_by_role("textbox", name="Query")


def text_in(page: Page) -> str:
    """What the editor holds."""
    return page.locator("#query").input_value()


def choose(page: Page, name: str) -> None:
    """Takes what is offered under a name, once it is offered."""
    page.get_by_role("option", name=name).first.click()
