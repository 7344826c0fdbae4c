"""From a template and values to a response with the headers that every page has."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import jinja2
from markupsafe import Markup, escape
from starlette.responses import HTMLResponse
from starlette.staticfiles import StaticFiles

from api.web.views import links, tour, words

if TYPE_CHECKING:
    from starlette.requests import HTTPConnection
    from starlette.responses import Response
    from starlette.types import Scope

    from kg.contract import Contract

FOLDER: Final = Path(__file__).parent
STATIC: Final = FOLDER / "static"
# The names of these scripts change with their content.
CHUNKS: Final = "islands/chunks/"
POLICY: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; "
    "img-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'; "
    "frame-ancestors 'none'"
)
HEADERS: Final[Mapping[str, str]] = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Renderer:
    """Makes pages; everything that a template can call is named here."""

    def __init__(self, snapshot: str, contract: Contract, current: str | None = None) -> None:
        """Of a snapshot's id and contract, and the id of the current one where that is another."""
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(FOLDER / "pages"),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )
        self._templates.filters.update(dated=dated, spelled=words.spelled)
        self._templates.globals.update(
            asking=links.asking,
            at=links.at,
            browse=_browse(contract),
            current=current,
            given=words.given,
            local=links.local,
            appeared=words.appeared,
            called=words.called,
            page_of=links.page,
            plural=words.plural,
            read_or_not=words.read_or_not,
            snapshot=snapshot,
            static=_versions().__getitem__,
            status_means=_statuses(contract),
            status_symbols=words.STATUS_SYMBOLS,
            stretch=words.stretch,
            voices=words.voices,
        )

    def page(
        self, name: str, request: HTTPConnection, status: int = 200, **values: Any
    ) -> HTMLResponse:
        """The page that a template makes of values."""
        url = request.url
        html = self._templates.get_template(name).render(
            address=str(url),
            origin=f"{url.scheme}://{url.netloc}",
            path=url.path,
            place=url.path + (f"?{url.query}" if url.query else ""),
            tour=tour.standing(url.path, request.query_params.get(tour.PARAMETER, "")),
            **values,
        )
        return HTMLResponse(html, status, HEADERS)

    def fixed(self, name: str, place: str, iri: str, **values: Any) -> bytes:
        """A page that is the same for whoever asks, made before anybody does.

        Args:
            name: the template.
            place: where the navigation says that the reader is.
            iri: what the page is about, printed as its address.
            values: what the template shows.
        """
        template = self._templates.get_template(name)
        shared = {"address": iri, "origin": "", "path": place, "place": place, "tour": None}
        return template.render(shared, **values).encode()


def _browse(contract: Contract) -> list[tuple[str, str]]:
    """The lists to which every page leads, with their addresses."""
    lists = ((each.menu, f"/?kind={each.name}") for each in contract.browsed)
    return [("Questions", "/queries"), *lists]


def _statuses(contract: Contract) -> dict[str, str]:
    """What each status of a claim means."""
    return {each.name.lower(): each.note for each in contract.enums["Status"].values}


def dated(text: str) -> Markup:
    """Text of ours with its days spelled out and marked as such, so that none is broken."""
    marked = words.spelled(str(escape(text)), _marked)
    return Markup(marked)  # noqa: S704 (escaped)


def _marked(day: str) -> str:
    """HTML has no machine-readable form for the thirds of a year."""
    if day[5:] in words.THIRDS:
        return words.day(day)
    return f'<time datetime="{day}">{words.day(day)}</time>'


def _versions() -> dict[str, str]:
    """The address of each style, picture and script, which changes with its content."""
    return {
        name: f"/static/{name}?v={hashlib.sha256(path.read_bytes()).hexdigest()[:12]}"
        for path in STATIC.rglob("*")
        if path.is_file() and (name := path.relative_to(STATIC).as_posix())
    }


class Static(StaticFiles):
    """Styles, pictures, fonts, scripts; what its address says the version of lasts for ever."""

    def __init__(self) -> None:
        super().__init__(directory=STATIC)

    def is_not_modified(self, *_: object) -> bool:
        """Never: what a client has is compared where its coding is known, for every door alike."""
        return False

    async def get_response(self, path: str, scope: Scope) -> Response:
        """The file with the headers that everything has."""
        response = await super().get_response(path, scope)
        response.headers.update(HEADERS)
        is_named = path.endswith(".woff2") or path.startswith(CHUNKS)
        lasts = scope["query_string"].startswith(b"v=") or is_named
        if response.status_code < 400 and lasts:  # noqa: PLR2004
            response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
        return response
