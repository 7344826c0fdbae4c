"""What search engines and browsers look for: `/robots.txt`, `/sitemap.xml`, `/opensearch.xml`."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlencode
from xml.etree import ElementTree as ET

from starlette.requests import Request
from starlette.responses import FileResponse, PlainTextResponse, Response
from starlette.routing import Route

from api.representation.request import origin
from api.web.render import HEADERS, STATIC
from api.web.views import links
from kg.ask import describe
from kg.ask.reader import Select
from kg.contract import Contract
from kg.errors import BadArgument

SITEMAP: Final = "http://www.sitemaps.org/schemas/sitemap/0.9"
OPENSEARCH: Final = "http://a9.com/-/spec/opensearch/1.1/"
# Answers that nobody looks for by words, and of which there is no end.
UNWANTED: Final = ("/sparql?query=", "/graphql?query=", "/cite?", "/*?snapshot=")


@dataclass(frozen=True, slots=True)
class Discovery:
    """Answers those addresses of one snapshot."""

    select: Select
    contract: Contract

    def routes(self) -> Iterator[Route]:
        """Their routes."""
        yield Route("/robots.txt", _robots)
        yield Route("/sitemap.xml", self.sitemap)
        yield Route("/opensearch.xml", _opensearch)
        yield Route("/favicon.ico", _icon)

    async def sitemap(self, request: Request) -> Response:
        """One sitemap a kind with `?kind=`, and without it the index of them (sitemaps.org).

        Raises:
            BadArgument: there is no such kind, or the Host header names no address.
        """
        here, kind = origin(request.scope), request.query_params.get("kind", "")
        browsed = {each.name: each for each in self.contract.browsed}
        if not kind:
            places = (f"{here}/sitemap.xml?{urlencode({'kind': name})}" for name in browsed)
            return _xml(_listed("sitemapindex", "sitemap", ((place, "") for place in places)))
        if kind not in browsed:
            raise BadArgument(f"kind is “{kind[:40]}”; choose one of: {', '.join(browsed)}.")
        found = await describe.curated(self.select, browsed[kind])
        pages = ((f"{here}{links.local(iri)}", day) for iri, day in found)
        return _xml(_listed("urlset", "url", pages))


def _listed(root: str, item: str, places: Iterable[tuple[str, str]]) -> ET.Element:
    """Addresses, each with the ISO day of its last change, "" for none."""
    tree = ET.Element(root, {"xmlns": SITEMAP})
    for place, day in places:
        entry = ET.SubElement(tree, item)
        ET.SubElement(entry, "loc").text = place
        if day:
            ET.SubElement(entry, "lastmod").text = day
    return tree


async def _robots(request: Request) -> Response:
    """Robots Exclusion Protocol (RFC 9309): all but answers to queries and older snapshots."""
    rules = "".join(f"Disallow: {path}\n" for path in UNWANTED)
    sitemap = f"Sitemap: {origin(request.scope)}/sitemap.xml\n"
    return PlainTextResponse(f"User-agent: *\n{rules}\n{sitemap}")


async def _opensearch(request: Request) -> Response:
    """How a browser searches here (OpenSearch 1.1)."""
    here = origin(request.scope)
    tree = ET.Element("OpenSearchDescription", {"xmlns": OPENSEARCH})
    for name, text in (
        ("ShortName", "Averment"),
        ("Description", "States, agencies, agreements, people and claims on shared intelligence"),
        ("InputEncoding", "UTF-8"),
        ("Image", f"{here}/favicon.ico"),
    ):
        ET.SubElement(tree, name).text = text
    for type_ in ("text/html", "application/json"):
        template = f"{here}/search{'' if type_ == 'text/html' else '.json'}?q={{searchTerms}}"
        ET.SubElement(tree, "Url", {"type": type_, "template": template})
    return _xml(tree, "application/opensearchdescription+xml")


async def _icon(_: Request) -> Response:
    return FileResponse(STATIC / "icon.svg", headers=HEADERS)


def _xml(tree: ET.Element, media_type: str = "application/xml") -> Response:
    content = ET.tostring(tree, "utf-8", xml_declaration=True)
    return Response(content, media_type=media_type)
