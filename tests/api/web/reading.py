"""How a reader gets a page, and what it says without its markup."""

import re

import httpx

HTML = {"Accept": "text/html,application/xhtml+xml,*/*;q=0.8"}


def text(html: str) -> str:
    """What a reader sees, in one line."""
    body = html[html.index("<main") :]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", body)).replace(" .", ".")


def page(client: httpx.Client, address: str) -> str:
    return client.get(address, headers=HTML).text
