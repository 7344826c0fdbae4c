"""Named questions over HTTP."""

import httpx
import pytest


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
        ("/queries/contested-on-day.csv?dya=2025-03-06", 400, "did you mean “day”"),
        ("/queries/withold.csv", 404, "no question"),
    ],
)
def test_a_refusal_says_what_and_why(
    client: httpx.Client, path: str, status: int, words: str
) -> None:
    answer = client.get(path)
    assert answer.status_code == status
    assert words in answer.json()["detail"]


def test_a_value_is_never_query_text(client: httpx.Client) -> None:
    answer = client.get("/queries/states-in-report.csv", params={"report": "x> } ?s ?p ?o { <y"})
    assert answer.status_code == 400
