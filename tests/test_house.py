"""The rules of the house, each with a toy case that it must find.

Every check is a function from source text to findings, so that the toy and the real files go
through the same code.
"""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
WEB = {"fastapi", "starlette", "strawberry", "graphql", "jinja2"}
RDF = {"rdflib", "pyoxigraph", "shacl", "pyshacl", "owlrl"}
FORBIDDEN = {
    "kg": {"api", "tests", "bench"} | WEB,
    "api": {"tests", "bench"} | RDF,
}
GROUND = {"kg", "kg.terms", "kg.errors"}
# What each room may import beside the ground and itself, the rooms below first.
ROOMS = {
    "kg.rdf": set(),
    "kg.contract": {"kg.rdf"},
    "kg.gate": {"kg.rdf", "kg.contract"},
    "kg.ask": {"kg.rdf", "kg.contract"},
    "kg.index": {"kg.rdf", "kg.contract", "kg.ask"},
    "kg.publish": {"kg.rdf", "kg.contract", "kg.gate", "kg.ask", "kg.index"},
    "kg.engine": {"kg.rdf", "kg.ask"},
    "kg.desk": {"kg.rdf", "kg.contract", "kg.gate", "kg.publish"},
    "kg.cli": {
        *("kg.rdf", "kg.contract", "kg.gate", "kg.publish"),
        *("kg.ask", "kg.engine", "kg.desk"),
    },
    "api": {"kg.contract", "kg.publish", "kg.ask", "kg.index", "kg.engine", "api"},
    "api.desk": {"kg.contract", "kg.desk", "api"},
}
QUERY_TEXT = re.compile(
    r"\b(SELECT|CONSTRUCT|ASK|DESCRIBE)\b[^{}]{0,200}\{\s*(\?|<|GRAPH|VALUES|SELECT|OPTIONAL|BIND)"
    r"|\bPREFIX\s+\w*:\s*<",
    re.IGNORECASE,
)
VAGUE = {"util", "utils", "misc", "common", "helper", "helpers", "stuff"}
EMPTY_MAKERS = {
    "list",
    "dict",
    "set",
    "bytearray",
    "deque",
    "defaultdict",
    "OrderedDict",
    "Counter",
}
RESOURCES = {
    *("Store", "Graph", "Dataset", "ConjunctiveGraph", "FastAPI", "Starlette", "Environment"),
    *("open", "connect", "Lock", "RLock", "Semaphore", "Event", "Queue", "socketpair"),
    *("Client", "AsyncClient", "ThreadPoolExecutor", "ProcessPoolExecutor", "WeakValueDictionary"),
}
CHANGING = {
    *("append", "extend", "insert", "remove", "pop", "popitem", "clear", "sort", "reverse"),
    *("add", "discard", "update", "setdefault", "appendleft", "popleft"),
}


def tracked(*patterns: str) -> list[Path]:
    """The checkout's files that match, new ones included, ignored ones left out."""
    listed = subprocess.run(
        ["git", "ls-files", "--cached", "--others", "--exclude-standard", "-z", *patterns],
        cwd=ROOT, capture_output=True, text=True, check=True,
    )  # fmt: skip
    paths = (ROOT / name for name in sorted(set(listed.stdout.split("\0"))) if name)
    return [path for path in paths if path.is_file()]


def modules(package: str) -> list[Path]:
    found = tracked(f"{package}/*.py")
    assert found, f"{package} holds no module"
    return found


def imported(tree: ast.AST) -> Iterator[str]:
    """Names of imported modules, also those imported by name at run time."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names=names):
                yield from (alias.name for alias in names)
            case ast.ImportFrom(module=str(module), level=0):
                yield module
            case ast.Call(func=function, args=[ast.Constant(value=str(name)), *_]):
                if ast.unparse(function).rpartition(".")[2] in {"import_module", "__import__"}:
                    yield name


def wrong_arrows(package: str, source: str) -> list[str]:
    return [n for n in imported(ast.parse(source)) if n.partition(".")[0] in FORBIDDEN[package]]


def room_of(module: str) -> str:
    """`kg.desk.sheet` stands in `kg.desk`, all of `api` in `api`; a module of ours or none."""
    package, _, rest = module.partition(".")
    inner = rest.partition(".")[0]
    own = package == "kg" or module.startswith("api.desk")
    return f"{package}.{inner}" if own and inner else package


def uphill(module: str, source: str) -> list[str]:
    """Imports that a room may not have, or all where nobody said what it may import."""
    room = room_of(module)
    ours = [name for name in imported(ast.parse(source)) if name.partition(".")[0] in {"kg", "api"}]
    if room in GROUND:
        return [name for name in ours if name not in GROUND]
    allowed = GROUND | {room} | ROOMS.get(room, set())
    return [name for name in ours if room not in ROOMS or room_of(name) not in allowed]


def circles(arrows: dict[str, set[str]]) -> list[str]:
    """Modules that reach themselves; an import for types alone counts too."""

    def reached(start: str) -> set[str]:
        found: set[str] = set()
        waiting = list(arrows.get(start, ()))
        while waiting:
            module = waiting.pop()
            if module not in found:
                found.add(module)
                waiting.extend(arrows.get(module, ()))
        return found

    return [module for module in arrows if module in reached(module)]


def module_of(path: Path) -> str:
    return ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")


def query_texts(source: str) -> list[str]:
    """SPARQL in string literals; docstrings count, since an example there belongs in queries/."""
    strings = (
        ast.unparse(node) if isinstance(node, ast.JoinedStr) else node.value
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.JoinedStr)
        or (isinstance(node, ast.Constant) and isinstance(node.value, str))
    )
    return [text for text in strings if QUERY_TEXT.search(text)]


def called(value: ast.expr | None) -> str:
    return ast.unparse(value.func).rpartition(".")[2] if isinstance(value, ast.Call) else ""


def starts_empty(value: ast.expr | None) -> bool:
    match value:
        case ast.List(elts=[]) | ast.Dict(keys=[]):
            return True
        case ast.Call(args=arguments):
            return called(value) in EMPTY_MAKERS and (
                not arguments or called(value) in {"defaultdict", "deque"}
            )
    return False


def assigned(tree: ast.Module) -> Iterator[tuple[str, ast.expr | None]]:
    for node in tree.body:
        match node:
            case ast.Assign(targets=targets, value=value):
                yield from ((ast.unparse(target), value) for target in targets)
            case ast.AnnAssign(target=ast.Name(id=name), value=value):
                yield name, value


def changed(tree: ast.Module) -> Iterator[str]:
    """Names whose object is changed in place anywhere in the module."""
    for node in ast.walk(tree):
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name(id=name), attr=verb)):
                if verb in CHANGING:
                    yield name
            case ast.Subscript(value=ast.Name(id=name), ctx=ast.Store() | ast.Del()):
                yield name


def state(source: str) -> list[str]:
    """Module-level state, as far as a reader of the text can see it.

    Found: a `global` statement; a container that starts empty at module level (it is there to be
    filled); a module-level container, called by its own name, that the module changes in place; a
    store, lock, client, pool or application made on import. Not found: a change through another
    name or from another module, and attributes of module-level instances.
    """
    tree = ast.parse(source)
    names = dict(assigned(tree))
    local = {
        inner.id
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(function)
        if isinstance(inner, ast.Name) and isinstance(inner.ctx, ast.Store)
    }
    found = [f"global {n}" for g in ast.walk(tree) if isinstance(g, ast.Global) for n in g.names]
    found += [f"{name} starts empty" for name, value in names.items() if starts_empty(value)]
    found += [f"{name} made on import" for name, v in names.items() if called(v) in RESOURCES]
    return found + [f"{n} is changed" for n in set(changed(tree)) & names.keys() - local]


def long_functions(source: str, limit: int = 50) -> list[str]:
    return [
        node.name
        for node in ast.walk(ast.parse(source))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and (node.end_lineno or node.lineno) - node.lineno >= limit
    ]


def too_long(name: str, text: str) -> bool:
    """Code is split before it fills ten screens; Turtle, split by subject, before twenty."""
    return text.count("\n") > (900 if name.endswith(".ttl") else 450)


def vague(path: str) -> list[str]:
    return [part for part in Path(path).parts if part.partition(".")[0].strip("_").lower() in VAGUE]


@pytest.mark.parametrize(
    ("package", "source"),
    [
        ("kg", "from api.app import create_app"),
        ("kg", "import strawberry.types"),
        ("kg", "def f():\n    from starlette.responses import Response"),
        ("kg", "import importlib\nimportlib.import_module('api.app')"),
        ("api", "from rdflib import Graph"),
        ("api", "import pyoxigraph as px"),
    ],
)
def test_a_wrong_arrow_is_found(package, source):
    assert wrong_arrows(package, source)


@pytest.mark.parametrize("package", ["kg", "api"])
def test_api_imports_kg_and_never_back(package):
    arrows = {path: wrong_arrows(package, path.read_text()) for path in modules(package)}
    assert not {str(path.relative_to(ROOT)): found for path, found in arrows.items() if found}


@pytest.mark.parametrize(
    ("module", "source"),
    [
        ("kg.terms", "from kg.rdf.triples import Triple"),
        ("kg.errors", "if True:\n    from kg.gate.findings import Finding"),
        ("kg.rdf.canonical", "from kg.contract import contract_of"),
        ("kg.gate.check", "from kg.desk.sheet import DECIDE"),
        ("kg.gate", "from kg.publish import snapshot"),
        ("kg.ask.named", "import kg.engine.guard"),
        ("kg.attic.things", "from kg.terms import AV"),
        ("api.sparql", "from kg.gate.check import check"),
        ("api.app", "from kg.cli.main import main"),
    ],
)
def test_an_arrow_between_rooms_that_runs_uphill_is_found(module, source):
    assert uphill(module, source)


def test_an_arrow_that_runs_downhill_is_none():
    assert not uphill(
        "kg.desk.sheet", "from kg.gate.curated import find\nfrom kg.desk import slugs"
    )
    assert not uphill("api.app", "from kg.errors import AskError\nfrom api.web.site import Site")


def test_every_arrow_between_rooms_runs_downhill():
    paths = [*modules("kg"), *modules("api")]
    arrows = {module_of(path): uphill(module_of(path), path.read_text()) for path in paths}
    assert not {module: found for module, found in arrows.items() if found}


def past_the_seam(module: str, source: str) -> list[str]:
    """Imports of an engine's insides; `api.process` alone chooses what stands behind the seam."""
    if room_of(module) != "api" or module.startswith("api.process"):
        return []
    return [name for name in imported(ast.parse(source)) if name.startswith("kg.engine.")]


def test_a_door_that_knows_which_engine_answers_is_found():
    assert past_the_seam("api.sparql", "from kg.engine.embedded import EmbeddedEngine")
    assert not past_the_seam("api.sparql", "from kg.engine import Engine")
    assert not past_the_seam("api.process.web", "from kg.engine.embedded import EmbeddedEngine")


def test_doors_know_the_seam_and_no_engine():
    found = {module_of(p): past_the_seam(module_of(p), p.read_text()) for p in modules("api")}
    assert not {module: names for module, names in found.items() if names}


def made_queries(source: str) -> list[int]:
    """Lines that make a `Query` by hand."""
    calls = (node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Call))
    return [call.lineno for call in calls if called(call) == "Query"]


def test_a_query_that_the_guard_has_not_seen_is_found():
    assert made_queries("from kg.engine import Query\nq = Query('', 'SELECT', ())") == [2]
    assert not made_queries("from kg.engine import examine\nq = examine('')")


def test_the_guard_alone_makes_queries():
    made = {module_of(p): made_queries(p.read_text()) for p in (*modules("kg"), *modules("api"))}
    assert [module for module, lines in made.items() if lines] == ["kg.engine.guard"]


def test_a_circle_is_found():
    assert circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}) == ["a", "b", "c"]
    assert circles({"a": {"b", "c"}, "b": {"c"}, "c": set()}) == []


def test_no_module_reaches_itself_through_others():
    """The face of a package hands names on; what it imports is not an arrow of its own."""
    paths = [path for path in (*modules("kg"), *modules("api")) if path.name != "__init__.py"]
    trees = {module_of(path): ast.parse(path.read_text()) for path in paths}
    arrows = {name: set(imported(tree)) & trees.keys() for name, tree in trees.items()}
    assert sum(map(len, arrows.values())) > len(arrows)
    assert circles(arrows) == []


def test_no_room_reaches_itself_through_others():
    """The table above is itself without a circle: each room stands after all that it imports."""
    for place, (room, below) in enumerate(ROOMS.items()):
        assert below - {room} <= set(list(ROOMS)[:place])


@pytest.mark.parametrize(
    "source",
    [
        'q = "SELECT ?s WHERE { ?s a av:State }"',
        'def f(x):\n    return f"ask {{ <{x}> ?p ?o }}"',
        'q = """PREFIX av: <https://example.org/>"""',
        'q = "construct { ?s ?p ?o } where { ?s ?p ?o }"',
    ],
)
def test_a_query_text_is_found(source):
    assert query_texts(source)


def test_prose_about_queries_is_no_query_text():
    assert not query_texts('hint = "Write SELECT or ASK; a template { or } stands for itself."')


def test_api_holds_no_query_text():
    found = {str(p.relative_to(ROOT)): query_texts(p.read_text()) for p in modules("api")}
    pages = [str(p) for p in tracked("api/*.j2", "api/*.html") if QUERY_TEXT.search(p.read_text())]
    assert ({path: texts for path, texts in found.items() if texts}, pages) == ({}, [])


@pytest.mark.parametrize(
    "source",
    [
        "CACHE = {}",
        "seen: set[str] = set()",
        "import collections\nhits = collections.defaultdict(int)",
        "store = px.Store()",
        "count = 0\ndef f():\n    global count\n    count += 1",
        "KINDS = {'a': 1}\ndef f(k):\n    KINDS[k] = 2",
        "NAMES = ['a']\ndef f(n):\n    NAMES.append(n)",
    ],
)
def test_module_level_state_is_found(source):
    assert state(source)


@pytest.mark.parametrize(
    "source",
    [
        "KINDS = {'a': 1}\ndef f(k):\n    return KINDS[k]",
        "names = ('a',)\ndef f():\n    names = []\n    names.append('b')\n    return names",
        "WORDS = frozenset({'a'})",
    ],
)
def test_constants_and_local_names_are_no_state(source):
    assert not state(source)


@pytest.mark.parametrize("package", ["kg", "api"])
def test_no_module_holds_state(package):
    found = {str(p.relative_to(ROOT)): state(p.read_text()) for p in modules(package)}
    assert not {path: names for path, names in found.items() if names}


def test_a_long_function_is_found():
    assert long_functions("def f():\n" + "    x = 1\n" * 50) == ["f"]
    assert not long_functions("def f():\n" + "    x = 1\n" * 49)


def test_no_function_is_longer_than_a_screen():
    found = {str(p.relative_to(ROOT)): long_functions(p.read_text()) for p in tracked("*.py")}
    assert not {path: names for path, names in found.items() if names}


@pytest.mark.parametrize(("name", "lines"), [("a.py", 451), ("a.css", 451), ("a.ttl", 901)])
def test_a_long_file_is_found(name, lines):
    assert too_long(name, "\n" * lines)
    assert not too_long(name, "\n" * (lines - 1))


def test_no_file_holds_more_than_one_reader_takes_in():
    files = tracked("*.py", "*.css", "*.js", "*.mjs", "*.ts", "*.j2", "*.rq", "*.ttl", "Makefile")
    written = [p for p in files if not p.is_relative_to(ROOT / "kg/data")]
    assert not [str(p.relative_to(ROOT)) for p in written if too_long(p.name, p.read_text())]


@pytest.mark.parametrize("path", ["kg/utils.py", "api/web/_helpers.py", "kg/misc/dates.py"])
def test_a_vague_name_is_found(path):
    assert vague(path)


def test_every_name_says_what_it_holds():
    assert not [p for p in tracked() if vague(str(p.relative_to(ROOT)))]
