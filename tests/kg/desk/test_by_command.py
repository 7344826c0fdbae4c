"""What used to be written by hand: reasons, tensions, who a source is, who signed for whom."""

from pathlib import Path

import pytest

from kg.desk.party_act import third_person

pytestmark = pytest.mark.long

REPORT = "doc-yeshiva-world-2025-03-06"
AGREEMENT = "agreement-brusa-1943"
BRUSA = "British-US Communication Intelligence Agreement (1943)"
DOCUMENT = ("--document", "doc-derwas-ukusa")
SIGNING = ("new", "signing", "--arrangement", AGREEMENT, "--date", "1943-05-17", *DOCUMENT)


def test_a_signing_is_one_event_and_each_signature_an_act_in_it(checkout, done, refusals):
    done("new", "person", "--name", "Ann Practice")
    done("new", "place", "--name", "Testville")
    signers = ("--signer", "GBR=person-practice", "--signer", "USA")
    path = Path(done(*SIGNING, *signers, "--place", "Testville").splitlines()[0])
    assert path == checkout / f"kg/data/agreements/{AGREEMENT}.ttl"
    text = path.read_text("utf-8")
    ceremony = text.partition("avd:evt-brusa-1943-signed a av:Event")[2].partition("\n\n")[0]
    assert "av:actor avd:state-gbr, avd:state-usa ;" in ceremony
    assert "av:place avd:place-testville ;" in ceremony
    act = text.partition("avd:evt-brusa-1943-signed-gbr a av:PartyAct")[2].partition("\n\n")[0]
    assert "av:representative avd:person-practice ;" in act
    assert "av:partOfEvent avd:evt-brusa-1943-signed ;" in act
    assert "av:place" not in act
    assert "evt-brusa-1943-signed-usa" not in text, "nobody is named who signed for it"
    assert refusals() == []
    text = Path(done(*SIGNING, "--signer", "USA=person-practice").splitlines()[0]).read_text(
        "utf-8"
    )
    assert text.count("a av:Event ;") == 1, "the ceremony is there already"
    assert "avd:evt-brusa-1943-signed-usa a av:PartyAct" in text
    assert refusals() == []


def test_a_signer_whom_nobody_knows_is_refused_and_nothing_written(checkout, run):
    path = checkout / f"kg/data/agreements/{AGREEMENT}.ttl"
    before = path.read_bytes()
    refused = run(*SIGNING, "--signer", "GBR=person-nobody")
    assert refused.returncode == 1
    assert "“person-nobody” is no" in refused.stderr
    assert path.read_bytes() == before


def test_two_propositions_are_put_in_tension_and_a_speaker_given_a_reason(done, refusals):
    tension = ("--to", "prop-aus-review", "--in-tension-with", "prop-isr-usa-strong")
    path = Path(done("amend", "proposition", *tension).splitlines()[0])
    assert "av:inTensionWith avd:prop-isr-usa-strong" in path.read_text("utf-8")
    position = ("--stance", "warns", "--proposition", "prop-aus-review")
    new = ("new", "statement", "--report", REPORT, "--speaker", "AUS", *position)
    path = Path(done(*new, "--reason", "prop-isr-reduce").splitlines()[0])
    assert "av:reason avd:prop-isr-reduce" in path.read_text("utf-8")
    assert refusals() == []


def test_a_proposition_is_named_by_who_does_what_to_whom_and_by_its_sign(done):
    content = ("--text", "Neither leaves.", "--actor", "AUS", "--actor", "NZL", "--negative", "yes")
    told = done("new", "proposition", *content, "--action", "withdraw", "--counterparty", "USA")
    assert Path(told.splitlines()[0]).stem == "prop-aus-nzl-not-withdraw-usa"


def test_what_a_thing_has_once_is_not_given_twice(run):
    refused = run("amend", "proposition", "--to", "prop-aus-review", "--phase", "decided")
    assert refused.returncode == 1
    assert "prop-aus-review has av:phase already: phase-" in refused.stderr
    assert "nothing was written" in refused.stderr
    nothing = run("amend", "proposition", "--to", "prop-aus-review")
    assert "nothing was given that could be added" in nothing.stderr


def test_an_unnamed_source_has_its_number_and_whose_it_is(done, run, refusals):
    position = ("--stance", "warns", "--proposition", "prop-aus-review")
    new = ("new", "statement", "--report", REPORT, *position, "--origin", REPORT)
    told = ("--min-persons", "2", "--affiliation-hint", "AUS")
    path = Path(done(*new, "--unnamed", "two Australian officials", *told).splitlines()[0])
    source = path.read_text("utf-8").partition('"two Australian officials"@en')[2]
    source = source.partition("\n\n")[0]
    assert "av:minPersons 2 ;" in source
    assert "av:affiliationHint avd:state-aus" in source
    assert refusals() == []
    refused = run(*new, "--speaker", "AUS", *told)
    assert "are those of an --unnamed source" in refused.stderr


def test_words_are_in_the_language_of_the_document_that_has_them(done, refusals):
    """What a tag behind them says goes before."""
    report = ("--publisher", "Yeshiva World", "--date", "2025-03-07", "--language", "uk")
    slug = ("--title", "Заголовок", "--url", "https://x.example/uk", "--slug", "doc-practice-uk")
    done("new", "report", *report, *slug)
    source = ("--descriptor", "чиновники", "--scoped-to", "doc-practice-uk", "--min-persons", "2")
    path = Path(done("new", "unnamed-source", *source).splitlines()[0])
    assert 'av:descriptor "чиновники"@uk ;' in path.read_text("utf-8")
    names = ("--alias", "Австралія@uk", "--alias", "Down Under")
    text = Path(done("amend", "state", "--to", "AUS", *names).splitlines()[0]).read_text("utf-8")
    assert 'skos:altLabel "Down Under"@en, "Австралія"@uk' in text
    assert not [one for one in refusals() if one.rule != "form"]


def test_a_party_act_says_who_did_what_to_which_agreement_and_when(done, refusals):
    act = ("--action", "accede", "--actor", "AUS", "--arrangement", AGREEMENT, *DOCUMENT)
    text = Path(done("new", "party-act", *act, "--date", "1944").splitlines()[0]).read_text("utf-8")
    told = text.partition("avd:evt-brusa-1943-accede-aus a av:PartyAct ;")[2]
    assert told.splitlines()[1] == f'    skos:prefLabel "Australia accedes: {BRUSA}, 1944"@en ;'
    assert refusals() == []


@pytest.mark.parametrize(
    ("action", "told"),
    [("ratify", "ratifies"), ("withdraw a notice", "withdraws a notice"), ("publish", "publishes")],
)
def test_an_action_is_told_of_one_who_does_it(action: str, told: str):
    assert third_person(action) == told


def test_what_the_gate_refuses_is_not_written(checkout, run):
    """The form takes it, and only the graph as a whole shows that it is wrong."""
    act = ("new", "party-act", "--action", "accede", "--arrangement", AGREEMENT, *DOCUMENT)
    before = (checkout / f"kg/data/agreements/{AGREEMENT}.ttl").read_bytes()
    refused = run(*act, "--actor", "AUS", "--actor", "NZL", "--slug", "evt-brusa-1943-acceded")
    assert (refused.returncode, refused.stdout) == (1, "")
    assert "the gate refuses it; nothing was written." in refused.stderr
    assert "each party acts for itself" in refused.stderr
    assert (checkout / f"kg/data/agreements/{AGREEMENT}.ttl").read_bytes() == before


def test_what_was_wrong_before_does_not_keep_the_rest_from_being_written(checkout, done):
    wrong = checkout / f"kg/data/agreements/{AGREEMENT}.ttl"
    wrong.write_text(wrong.read_text("utf-8").replace("avd:state-gbr", "avd:state-nobody"), "utf-8")
    assert Path(done("new", "place", "--name", "Testville").splitlines()[0]).exists()
