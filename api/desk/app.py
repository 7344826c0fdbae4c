"""The desk's pages: an article beside its draft, joined with one click.

Only this machine's own browser is answered, under a name of this machine; and what writes has to
come from a page of the desk, which alone knows the token of this run.
"""

import secrets
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import jinja2
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.middleware.trustedhost import TrustedHostMiddleware
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from api.desk.saved import Saved, begin, listed, opened
from api.desk.work import Desk, proposed, work
from api.representation.validators import NOT_STORED
from api.web.render import HEADERS, STATIC
from kg.contract import contract_of
from kg.desk.claims import report, statement
from kg.desk.draft import draft_options
from kg.desk.files import only_writer
from kg.desk.form import Form, passed
from kg.desk.join import join, read_draft
from kg.desk.journal import commit, undo
from kg.desk.known import Known
from kg.desk.options import Answers, several
from kg.desk.reader import Reader
from kg.errors import AvermentError, BadArgument

HOSTS: Final = ("127.0.0.1", "localhost")
PAGES: Final = Path(__file__).parent / "pages"
MOST_BYTES: Final = 5_000_000
SEE_OTHER: Final = 303
Fields = Mapping[str, list[str]]


class DeskSite:
    """All pages of the desk on one checkout."""

    def __init__(self, root: Path) -> None:
        self._desk = Desk(root)
        self._root = root
        self._token = secrets.token_urlsafe()
        contract = contract_of(root / "ontology")
        self._statement, self._report = statement(contract), report(contract)
        offered = draft_options(contract)
        fields = (option for option in offered if option.field)
        self._options = sorted(fields, key=lambda option: not option.required)
        self._templates = jinja2.Environment(
            loader=jinja2.FileSystemLoader(PAGES),
            autoescape=True,
            undefined=jinja2.StrictUndefined,
            trim_blocks=True,
            lstrip_blocks=True,
        )

    def routes(self) -> list[Route | Mount]:
        """Where each page and each change is."""
        return [
            Route("/", self.home),
            Route("/draft", self.draft, methods=["POST"]),
            Route("/draft/{name}", self.article),
            Route("/draft/{name}/join", self.join, methods=["POST"]),
            Route("/draft/{name}/report", self.report, methods=["POST"]),
            Route("/draft/{name}/statement", self.statement),
            Route("/draft/{name}/statement", self.add_statement, methods=["POST"]),
            Route("/undo", self.undo, methods=["POST"]),
            Mount("/static", StaticFiles(directory=STATIC)),
        ]

    async def home(self, request: Request) -> Response:
        """The articles at the desk, and a form for another one."""
        return self._home({})

    def _home(self, given: Fields, refused: str = "", status: int = 200) -> Response:
        drafts = listed(self._root)
        return self._page(
            "home.html.j2",
            status,
            drafts=drafts,
            options=self._options,
            given=given,
            refused=refused,
        )

    async def article(self, request: Request) -> Response:
        """An article beside its draft."""
        return await self._of_draft(request, self._article)

    def _article(self, saved: Saved, refused: str = "", status: int = 200) -> Response:
        known = self._desk.known()
        document = f"doc-{saved.name}"
        values = {
            "work": work(known, saved, document),
            "name": saved.name,
            "draft": saved.draft,
            "written": document in known,
        }
        return self._page("article.html.j2", status, refused=refused, **values)

    async def draft(self, request: Request) -> Response:
        """Drafts an article."""
        form = await self._form(request)
        return form if isinstance(form, Response) else await run_in_threadpool(self._draft, form)

    def _draft(self, form: Fields) -> Response:
        text = "".join(form.get("article", []))
        wanted = {option.name for option in self._options} | {"slug"}
        given = {name: values for name, values in form.items() if name in wanted}
        try:
            missing = [name for name in ("publisher", "date") if name not in given]
            if missing or not text.strip():
                raise BadArgument(f"these are missing: {', '.join([*missing, 'article'])}.")
            with only_writer(self._root):
                saved = begin(self._desk.known(), self._root, text, given)
        except AvermentError as error:
            return self._home(form, str(error), 400)
        return self._see(f"/draft/{saved.name}")

    async def join(self, request: Request) -> Response:
        """Adds the report to one position that it repeats."""
        return await self._change(request, self._join)

    def _join(self, saved: Saved, form: Fields) -> Response:
        position = "".join(form.get("position", []))
        paragraph = "".join(form.get("paragraph", [])) or None
        try:
            with only_writer(self._root):
                known = self._desk.known()
                draft = read_draft(known.contract, saved.draft)
                join(Reader(self._root, known, Answers({})), draft, {position: paragraph})
        except AvermentError as error:
            return self._article(saved, str(error), 400)
        return self._see(f"/draft/{saved.name}#{f'p{paragraph}' if paragraph else 'others'}")

    async def report(self, request: Request) -> Response:
        """Writes the report of an article, as it was described, without what it says."""
        return await self._change(request, self._write_report)

    def _write_report(self, saved: Saved, form: Fields) -> Response:
        try:
            self._write(self._report, saved.told)
        except AvermentError as error:
            return self._article(saved, str(error), 400)
        return self._see(f"/draft/{saved.name}")

    async def statement(self, request: Request) -> Response:
        """A form for a new statement, filled in from what a paragraph proposes."""
        asked = [request.query_params.get(name, "") for name in ("paragraph", "proposal")]
        return await self._of_draft(request, lambda saved: self._statement_of(saved, *asked))

    def _statement_of(self, saved: Saved, paragraph: str, proposal: str) -> Response:
        given = proposed(self._desk.known(), saved, paragraph, proposal)
        if given is None:
            return self._article(saved, "the article has no such paragraph.", 404)
        return self._statement_form(saved, given)

    def _statement_form(
        self, saved: Saved, given: Fields, refused: str = "", status: int = 200
    ) -> Response:
        first = [o for o in self._statement.options if o.required or o.name in given]
        others = [o for o in self._statement.options if o not in first]
        others.sort(key=lambda option: option.flag)
        values = {"first": first, "others": others, "given": given}
        values |= {"name": saved.name, "refused": refused}
        return self._page("statement.html.j2", status, **values)

    async def add_statement(self, request: Request) -> Response:
        """Writes a new statement as `averment new statement` does."""
        return await self._change(request, self._add_statement)

    def _add_statement(self, saved: Saved, form: Fields) -> Response:
        options = self._statement.options
        given = {
            option.name: [
                one for text in form.get(option.name, []) for one in several(option, text)
            ]
            for option in options
        }
        try:
            if missing := [option.name for option in options if option.missing(given)]:
                raise BadArgument(f"these are missing: {', '.join(missing)}.")
            self._write(self._statement, lambda known: Reader(self._root, known, Answers(given)))
        except AvermentError as error:
            return self._statement_form(saved, form, str(error), 400)
        place = "".join(form.get("locator", [])).removeprefix("paragraph ")
        return self._see(f"/draft/{saved.name}#p{place}")

    def _write(self, form: Form, reader_of: Callable[[Known], Reader]) -> None:
        """Reads the checkout once nobody else writes, so that no name or number is given twice."""
        with only_writer(self._root):
            made = passed(form, reader_of(self._desk.known()))
            commit(self._root, made.texts, f"{form.command} {form.name}")

    async def undo(self, request: Request) -> Response:
        """Takes back what was written last."""
        form = await self._form(request)
        return form if isinstance(form, Response) else await run_in_threadpool(self._undo, form)

    def _undo(self, form: Fields) -> Response:
        saved = opened(self._root, "".join(form.get("name", [])))
        try:
            with only_writer(self._root):
                undo(self._root)
        except AvermentError as error:
            said = str(error)
            return self._article(saved, said, 400) if saved else self._home({}, said, 400)
        still = saved is not None and saved.draft.exists()
        return self._see(f"/draft/{saved.name}" if saved and still else "/")

    async def _of_draft(self, request: Request, respond: Callable[[Saved], Response]) -> Response:
        """What is told of an article at the desk."""
        saved = opened(self._root, request.path_params["name"])
        if saved is None:
            return self._home({}, "there is no such draft at the desk.", 404)
        return await run_in_threadpool(respond, saved)

    async def _change(
        self, request: Request, respond: Callable[[Saved, Fields], Response]
    ) -> Response:
        """The same, where a form of the desk was sent for it."""
        form = await self._form(request)
        if isinstance(form, Response):
            return form
        return await self._of_draft(request, lambda saved: respond(saved, form))

    async def _form(self, request: Request) -> Fields | Response:
        """The fields of a form of this desk; a refusal, where it comes from elsewhere."""
        origin = request.headers.get("origin")
        elsewhere = origin is not None and urlsplit(origin).netloc != request.headers.get("host")
        body = b"" if elsewhere else await _body(request)
        form = parse_qs(body.decode("utf-8", "replace"), max_num_fields=100)
        told = form.pop("token", [""])[0]
        if elsewhere or not secrets.compare_digest(told.encode(), self._token.encode()):
            return self._home({}, "this came from no page of the desk; nothing was written.", 403)
        return form

    def _page(self, template: str, status: int, /, **values: Any) -> Response:
        html = self._templates.get_template(template).render(token=self._token, **values)
        return HTMLResponse(html, status, {**HEADERS, **NOT_STORED})

    def _see(self, address: str) -> Response:
        return RedirectResponse(address, SEE_OTHER)


async def _body(request: Request) -> bytes:
    """The body of a request; of one far longer than an article nothing."""
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            return b""
    return bytes(body)


def create_desk(root: Path) -> Starlette:
    """The desk of a checkout; it answers under names of this machine alone."""
    site = DeskSite(root)
    hosts = [Middleware(TrustedHostMiddleware, allowed_hosts=list(HOSTS), www_redirect=False)]
    return Starlette(routes=site.routes(), middleware=hosts)
