"""What a paragraph proposes: who takes which stance, towards what."""

import pytest

from kg.desk.dates import Dates
from kg.desk.known import Known
from kg.desk.language import READ, Language
from kg.desk.proposed import proposals
from tests.kg.desk.test_languages import DAY, one, reading

pytestmark = pytest.mark.long

ACCORDING = {
    "en": "According to Israel nothing changes.",
    "fr": "Selon Israël, rien ne change.",
    "de": "Israel zufolge ändert sich nichts.",
    "es": "Según Israel, nada cambia.",
    "ru": "По словам Израиля, ничего не меняется.",
    "uk": "За словами Ізраїлю, нічого не змінюється.",
    "ar": "وبحسب إسرائيل، لا شيء يتغير.",
    "he": "לפי ישראל, דבר לא משתנה.",
    "el": "Σύμφωνα με το Ισραήλ, τίποτα δεν αλλάζει.",
    "ja": "イスラエルによると、何も変わらない。",
    "ko": "이스라엘에 따르면 아무것도 변하지 않는다.",
}


def told(known: Known, language: str, text: str) -> list[tuple[str, str | None]]:
    """The stances that a text proposes, and of whom."""
    return [(p.stance, p.who) for p in proposals(known, reading(known, language, text))]


@pytest.mark.parametrize("language", READ)
def test_according_to_somebody_is_what_that_one_says(known, language):
    assert told(known, language, ACCORDING[language]) == [("asserts", "state-isr")]


@pytest.mark.parametrize(
    ("language", "text", "proposed"),
    [
        ("en", "“We do not comment on this matter,” Israel said.", ("declines-to-comment",)),
        ("en", "“Israel said that we share it,” it said.", ("asserts",)),
        ("fr", "« Cette information est fausse et infondée », a dit Israël.", ("denies",)),
        ("he", '"אני לא יכול להגיב על כך", אמרה ישראל.', ("declines-to-comment",)),
    ],
)
def test_what_is_quoted_tells_the_stance_of_who_is_quoted(known, language, text, proposed):
    assert tuple(stance for stance, _ in told(known, language, text)) == proposed


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        ("en", "Israel denied it, the Saudi envoy Ann Example said.", "Ann Example"),
        ("en", "Two Israeli officials said so.", "Two Israeli officials"),
        ("ru", "Об этом сообщил портал NBC News.", "org-nbc-news"),
        ("ja", "米国が求めたとイスラエルは述べた。", "state-isr"),
        ("en", "Asked by NBC News, Ann Example said no.", "Ann Example"),
    ],
)
def test_who_acts_is_a_name_a_source_or_somebody_known(known, language, text, who):
    assert told(known, language, text)[-1][1] == who


def test_a_stance_of_one_speaker_is_proposed_once(known):
    text = "Israel said so. Israel said it again. Israel denied that."
    assert told(known, "en", text) == [("asserts", "state-isr"), ("denies", "state-isr")]


def test_who_asserts_that_an_action_did_not_happen_denies_it(known):
    text = "Israel said that it had not reduced intelligence sharing with the United States."
    (one_,) = proposals(known, reading(known, "en", text))
    assert (one_.stance, one_.proposition.slug) == ("denies", "prop-isr-reduce")


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        ("en", "They will meet on Friday", "2025-03-07"),
        ("en", "He said on Tuesday that they will meet", "2025-03-04"),
        ("en", "an answer by Monday", "2025-03-10"),
        ("fr", "Ils doivent se voir lundi", "2025-03-10"),
        ("de", "Am Montag wird entschieden", "2025-03-10"),
        ("es", "se reunirá el lunes", "2025-03-10"),
        ("ru", "встреча состоится в понедельник", "2025-03-10"),
        ("uk", "зустріч відбудеться в понеділок", "2025-03-10"),
        ("ar", "من المقرر أن يلتقي يوم الاثنين", "2025-03-10"),
        ("he", "הוא צפוי להגיע ביום שני", "2025-03-10"),
        ("el", "θα συναντηθούν τη Δευτέρα", "2025-03-10"),
        ("ja", "10日に会談する予定だ", "2025-03-10"),
        ("ko", "10일 회담할 예정이다", "2025-03-10"),
        ("en", "next week", "[2025-03-10..2025-03-16]"),
    ],
)
def test_a_day_to_come_is_counted_forward(language, text, edtf):
    found = [date for date, _ in Dates(Language(language)).of(one(f"… {text}."), DAY)]
    assert edtf in found


def test_a_day_of_what_was_said_is_none_to_come():
    dates = Dates(Language("ja"))
    found = [date for date, _ in dates.of(one("5日、6日に会談する予定だと述べた。"), DAY)]
    assert found == ["2025-03-05", "2025-03-06"]


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        (
            "en",
            "Donald Trump said so. NBC News reported it. The president denied it.",
            "person-trump",
        ),
        ("fr", "Donald Trump l’a dit. Le président a démenti.", "person-trump"),
        ("ar", "قال مسؤول إسرائيلي ذلك. وأضاف المسؤول أن الأمر خطأ.", "مسؤول إسرائيلي"),
        ("ja", "トナー副報道官は否定した。", "トナー副報道官"),
        ("ko", "토너 부대변인은 부인했다. 토너 대변인은 부인했다.", "토너 대변인"),
    ],
)
def test_words_for_an_office_mean_who_was_named_before_or_beside(known, language, text, who):
    assert told(known, language, text)[-1][1] == who


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The UK and Canada rejected the report."),
        ("fr", "Le Royaume-Uni et le Canada ont rejeté ces informations."),
        ("de", "Großbritannien und Kanada wiesen den Bericht zurück."),
    ],
)
def test_whom_an_and_joins_takes_the_stance_too(known, language, text):
    assert set(told(known, language, text)) == {("rejects", "state-gbr"), ("rejects", "state-can")}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The report which says so is new. Israel sleeps."),
        ("de", "Israel widersprach dem Bericht der Zeitung nicht."),
    ],
)
def test_what_a_thing_says_and_what_is_negated_later_is_no_act(known, language, text):
    assert told(known, language, text) == []


def test_what_is_said_behind_that_is_done_by_nobody_who_speaks(known):
    text = "Media there said that Israel shares intelligence with Canada."
    assert told(known, "en", text) == [("asserts", None)]
