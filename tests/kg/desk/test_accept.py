"""A warning that a curator lets stand, by command."""

import json

THIN = ("kg/data/agencies/aus/agency-aus-asd.ttl", "sub-aus-asd", "OneSourceShape")
REASON = "No other list names its state."


def test_the_reason_is_written_into_the_record(checkout, done):
    path, record, rule = THIN
    assert done("accept", record, rule, REASON) == f"{checkout / path}\n"
    assert f'"Accepted {rule}: {REASON}"@en' in (checkout / path).read_text("utf-8")
    told = json.loads(done("check", "--all", "--json"))
    accepted = {(f["path"], f["rule"], f["accepted"]) for f in told if "accepted" in f}
    assert accepted == {(path, rule, REASON)}
    assert done("check").endswith(", 1 accepted.\n")
    assert f"{record}: The fact rests on one document alone" not in done("check")
    assert "undone: averment accept" in done("undo")


def test_what_the_rule_does_not_find_is_not_accepted(run):
    _, record, _ = THIN
    refused = run("accept", record, "stale", REASON)
    assert refused.returncode == 1
    assert f"stale finds nothing at {record}; the gate finds OneSourceShape there" in refused.stderr
