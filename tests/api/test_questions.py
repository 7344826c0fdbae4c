"""Named questions over HTTP."""

from pathlib import Path

import httpx
import pyoxigraph as px
import pytest

HTML = {"Accept": "text/html"}
SHACL = """PREFIX sh: <http://www.w3.org/ns/shacl#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>"""


def test_an_answer_in_each_format(client: httpx.Client) -> None:
    as_csv = client.get("/queries/withheld.csv")
    as_json = client.get("/queries/withheld", headers={"Accept": "application/json"})
    assert as_csv.text.splitlines()[0] == "who,stance,proposition,document"
    rows = as_json.json()["results"]["bindings"]
    assert len(rows) == len(as_csv.text.splitlines()) - 1 > 0


def test_a_parameter_in_the_address_replaces_the_default(client: httpx.Client) -> None:
    before = client.get("/queries/contested-on-day.csv", params={"day": "2025-03-05"})
    after = client.get("/queries/contested-on-day.csv", params={"day": "2025-03-06"})
    assert "prop-isr-reduce" not in before.text
    assert "prop-isr-reduce" in after.text


@pytest.mark.parametrize(
    ("path", "status", "words"),
    [
        ("/queries/contested-on-day.csv?day=tomorrow", 400, "2025-03-06"),
        ("/queries/silence-of-state.csv?state=ISRA", 400, "Did you mean state-isr?"),
        ("/queries/silence-of-state.csv?state=prop-isr-reduce", 400, "of the kind “state”"),
        ("/queries/contested-on-day.csv?dya=2025-03-06", 400, "did you mean “day”"),
        ("/queries/contested-on-day.csv?day=2025-03-05&day=2025-03-06", 400, "given 2 times"),
        ("/queries/withold.csv", 404, "There is no question “withold”; did you mean “withheld”?"),
        ("/queries/zzz", 404, "There is no question “zzz”; choose one of: "),
    ],
)
def test_a_refusal_says_what_and_why(
    client: httpx.Client, path: str, status: int, words: str
) -> None:
    answer = client.get(path, headers={"Accept": "application/json"})
    assert answer.status_code == status
    assert words in answer.json()["detail"]


@pytest.mark.parametrize("state", ["state-isr", "ISR", "Israel", "israël"])
def test_a_thing_may_be_named_by_its_id_a_code_or_a_name(client: httpx.Client, state: str) -> None:
    answer = client.get("/queries/silence-of-state.csv", params={"state": state})
    by_id = client.get("/queries/silence-of-state.csv", params={"state": "state-isr"})
    assert (answer.status_code, answer.text) == (200, by_id.text)
    page = client.get("/queries/silence-of-state", params={"state": state}, headers=HTML).text
    assert '<option value="state-isr" selected>' in page


def test_a_question_without_rows_says_what_that_means(client: httpx.Client) -> None:
    page = client.get("/queries/contested-on-day?day=1950-01-01", headers=HTML).text
    (listed,) = (
        each
        for each in client.get("/queries").json()["questions"]
        if each["name"] == "contested-on-day"
    )
    assert listed["nothing"].startswith("No rows: nothing that the question looks for is recorded")
    assert "for this day; others may have some" in listed["nothing"]
    assert listed["nothing"] in page


def test_a_value_is_never_query_text(client: httpx.Client) -> None:
    answer = client.get("/queries/states-in-report.csv", params={"report": "x> } ?s ?p ?o { <y"})
    assert answer.status_code == 400


def test_the_list_tells_a_program_how_to_ask_each(client: httpx.Client, root: Path) -> None:
    listed = client.get("/queries").json()["questions"]
    assert {each["name"] for each in listed} == {p.stem for p in (root / "queries").glob("*.rq")}
    (question,) = (each for each in listed if each["name"] == "contested-on-day")
    assert (
        question["title"] == "Which propositions were contested on a day, and by how many voices?"
    )
    assert question["tags"] == ["claim-matrix", "cq-08"]
    (parameter,) = question["parameters"]
    assert parameter == {"name": "day", "expects": "xsd:date", "default": "2025-03-06"}
    asked = {"day": parameter["default"]}
    by_default = client.get(f"{question['address']}.csv")
    assert client.get(f"{question['address']}.csv", params=asked).text == by_default.text


def test_people_find_each_on_the_page_of_all(client: httpx.Client, root: Path) -> None:
    page = client.get("/queries", headers=HTML)
    assert (page.status_code, "content-security-policy" in page.headers) == (200, True)
    for path in (root / "queries").glob("*.rq"):
        assert f'href="/queries/{path.stem}"' in page.text


def test_the_list_is_told_in_the_words_of_shacl_and_each_text_can_be_run(
    client: httpx.Client, root: Path
) -> None:
    answer = client.get("/queries", headers={"Accept": "text/turtle"})
    assert answer.headers["content-location"] == "/queries.ttl"
    listed = px.Store()
    listed.load(answer.content, format=px.RdfFormat.TURTLE)
    found = listed.query(f"{SHACL} SELECT ?q ?t {{ ?q a sh:SPARQLExecutable ; sh:select ?t }}")
    texts = {row["q"].value.rpartition("/")[2]: row["t"].value for row in found}
    assert texts.keys() == {path.stem for path in (root / "queries").glob("*.rq")}
    asked = client.post("/sparql", data={"query": texts["withheld"], "format": "csv"})
    assert asked.text == client.get("/queries/withheld.csv").text
    parameter = listed.query(
        f"""{SHACL} ASK {{ <https://w3id.org/averment/queries/contested-on-day> sh:parameter
        [ sh:name "day" ; sh:datatype xsd:date ; sh:defaultValue "2025-03-06"^^xsd:date ] }}"""
    )
    assert parameter


def test_an_unknown_question_is_a_page_for_people_that_names_what_comes_near(
    client: httpx.Client,
) -> None:
    answer = client.get("/queries/withold", headers={"Accept": "text/html"})
    assert answer.status_code == 404
    assert "did you mean “withheld”?" in answer.text


def test_a_page_that_is_known_is_not_sent_again(client: httpx.Client) -> None:
    address = "/queries/states-in-report"
    tag = client.get(address, headers=HTML).headers["ETag"]
    assert client.get(address, headers={**HTML, "If-None-Match": tag}).status_code == 304
