"""What a text claims, taken apart: who does what, with whom, and how far it is."""

import pytest

from kg.desk.known import Known
from kg.desk.language import READ
from kg.desk.proposed import is_told_by, proposals, proposed_proposition
from kg.desk.sounds import sound
from tests.kg.desk.test_languages import REDUCES, reading

pytestmark = pytest.mark.long


def claimed(known: Known, language: str, text: str) -> list[str]:
    """What a text claims, each in one line."""
    return [content.told for content in reading(known, language, text).contents]


@pytest.mark.parametrize("language", READ)
def test_a_claim_has_an_action_an_actor_and_one_towards_whom(known, language):
    (content,) = reading(known, language, REDUCES[language]).contents
    parties = (content.actors, content.counterparties)
    assert (content.action, parties) == ("reduce-sharing", (("state-isr",), ("state-usa",)))
    assert content.phase or content.mode
    assert is_told_by(known, "prop-isr-reduce", content)


@pytest.mark.parametrize(
    ("language", "text", "line"),
    [
        (
            "en",
            "An official said that the US had stopped sharing intelligence with Israel.",
            "state-usa → stop-sharing → state-isr",
        ),
        (
            "en",
            "Intelligence sharing with Israel was suspended by the United States.",
            "state-usa → pause-sharing → state-isr",
        ),
        (
            "de",
            "Israel und die USA setzen ihre Zusammenarbeit mit Kanada nicht aus.",
            "not: state-isr + state-usa → pause-sharing → state-can",
        ),
        (
            "ja",
            "米国がイスラエルとの情報共有を再開する。",
            "state-usa → resume-sharing → state-isr",
        ),
    ],
)
def test_a_claim_is_told_by_words_that_stand_together(known, language, text, line):
    assert claimed(known, language, text) == [line]


def test_an_outlet_and_whose_it_is_are_no_parties(known):
    text = "The American broadcaster NBC News reported that Israel shares intelligence with Canada."
    assert claimed(known, "en", text) == ["state-isr → share → state-can"]


def test_who_denies_without_saying_what_denies_what_was_claimed_before(known):
    text = "Israel is cutting intelligence sharing with Canada. The UK denied it."
    (denial,) = proposals(known, reading(known, "en", text))
    assert denial.content.told == "state-isr → reduce-sharing → state-can"


def test_a_claim_answers_the_form_of_a_proposition(known):
    text = "Israel may not have stopped sharing intelligence with Canada."
    (content,) = reading(known, "en", text).contents
    assert sorted(proposed_proposition(content)) == [
        ("action", "stop-sharing"),
        ("actor", "state-isr"),
        ("counterparty", "state-can"),
        ("modality", "possible"),
        ("negative", "yes"),
    ]


@pytest.mark.parametrize(
    ("written", "name"),
    [
        ("Макрон", "Macron"),
        ("ゼレンスキー", "Zelensky"),
        ("זלנסקי", "Zelensky"),
        ("ترامب", "Trump"),
        ("Ράτκλιφ", "Ratcliffe"),
        ("폼페이오", "Pompeo"),
    ],
)
def test_a_name_sounds_alike_in_other_letters(written, name):
    assert sound(written) == sound(name)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "Об этом сообщил Дональд Трамп."),
        ("el", "Το είπε ο Ντόναλντ Τραμπ."),
        ("ar", "قال الرئيس دونالد ترامب ذلك."),
        ("ja", "ドナルド・トランプ氏は述べた。"),
        ("ko", "도널드 트럼프 대통령은 말했다."),
    ],
)
def test_a_person_is_found_in_other_letters(known, language, text):
    assert reading(known, language, text).mentions[-1].slugs == ("person-trump",)
