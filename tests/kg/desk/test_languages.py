"""What is found in articles in the languages that drafts read."""

from datetime import date

import pytest

from kg.desk.acts import acts
from kg.desk.alike import Propositions
from kg.desk.article import Paragraph, paragraphs
from kg.desk.dates import Dates
from kg.desk.known import Known
from kg.desk.language import READ, Language, language_of
from kg.desk.names import Names
from kg.desk.reading import Reading, read

pytestmark = pytest.mark.long

# A Thursday.
DAY = date(2025, 3, 6)
SAID = {
    "en": "Two Israeli officials told NBC News on Tuesday that Washington was not trusted.",
    "fr": "Un haut responsable israélien a démenti mardi, a rapporté NBC News. Washington se tait.",
    "de": "Ein hochrangiger israelischer Beamter dementierte am Dienstag. Washington schweigt.",
    "es": "Tres funcionarios israelíes negaron el martes que Washington compartiera menos.",
    "ru": "Три израильских чиновника опровергли это во вторник. Вашингтон молчит.",
    "uk": "Двоє ізраїльських посадовців заперечили це у вівторок. Вашингтон мовчить.",
    "ar": "ونفى مسؤول إسرائيلي رفيع ذلك يوم الثلاثاء. ولم تعلق واشنطن.",
    "he": "שני גורמים ישראלים הכחישו זאת ביום שלישי. וושינגטון שותקת.",
    "el": "Δύο Ισραηλινοί αξιωματούχοι το διέψευσαν την Τρίτη. Η Ουάσινγκτον σιωπά.",
    "ja": "イスラエルの複数の当局者は火曜日、これを否定した。ワシントンは沈黙している。",
    "ko": "이스라엘 당국자 2명은 화요일 이를 부인했다. 워싱턴은 침묵하고 있다.",
}
PERSONS = {
    **{"en": (2, 2), "fr": (1, 1), "de": (1, 1), "es": (3, 3), "ru": (3, 3), "uk": (2, 2)},
    **{"ar": (1, 1), "he": (2, 2), "el": (2, 2), "ja": (2, None), "ko": (2, 2)},
}


def one(text: str) -> Paragraph:
    (paragraph,) = paragraphs(text)
    return paragraph


def reading(known: Known, language: str, text: str) -> Reading:
    (found,) = read(known, [one(text)], Language(language), DAY)
    return found


def test_every_language_has_an_example():
    assert tuple(SAID) == tuple(PERSONS) == READ


@pytest.mark.parametrize("language", READ)
def test_a_language_is_told_by_letters_and_smallest_words(language):
    assert language_of([one(SAID[language])]) == language


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Il governo della Gran Bretagna non ha voluto commentare la notizia", "it"),
        ("O governo do Reino Unido não quis comentar as notícias da semana", "pt"),
        ("Het kabinet van de premier wil er niet over praten met de pers", "nl"),
        ("Съединените щати прекъснаха обмена на информация", "bg"),
        ("دولت آمریکا می‌گوید که این گزارش پایه‌ای ندارد", "fa"),
        ("美國停止分享情報", "zh"),
    ],
)
def test_a_language_that_is_not_read_is_named(text, language):
    assert language_of([one(text)]) == language
    assert not Language(language).is_read


def test_a_word_that_several_languages_have_tells_less():
    text = (
        "El presidente de Colombia dijo que la orden se dio en el Caribe, en una carta de la ONU."
    )
    assert language_of([one(text)]) == "es"


@pytest.mark.parametrize("language", READ)
def test_people_and_capitals_stand_for_states(known, language):
    found = reading(known, language, SAID[language])
    assert {"state-isr", "state-usa"} <= {s for m in found.mentions for s in m.slugs}


@pytest.mark.parametrize("language", READ)
def test_an_unnamed_source_has_a_number_and_a_state(known, language):
    (source,) = reading(known, language, SAID[language]).sources
    assert (source.least, source.most) == PERSONS[language]
    assert source.affiliations == ("state-isr",)


@pytest.mark.parametrize("language", READ)
def test_a_day_of_the_week_is_counted_back_from_the_report(known, language):
    assert [edtf for edtf, _ in reading(known, language, SAID[language]).dates] == ["2025-03-04"]


@pytest.mark.parametrize("language", [code for code in READ if code != "en"])
def test_a_denial_is_told_by_its_verb_and_by_who_is_near(known, language):
    denial = next(a for a in reading(known, language, SAID[language]).acts if a.stance == "denies")
    assert denial.near[0] == "state-isr"


@pytest.mark.parametrize(
    ("language", "text", "described", "persons"),
    [
        (
            "en",
            "Current and former U.S. officials said so.",
            "Current and former U.S. officials",
            2,
        ),
        ("en", "Half a dozen officials agreed.", "Half a dozen officials", 6),
        ("en", "An aide to the prime minister denied it.", "An aide to the prime minister", 1),
        ("en", "At least three diplomats said so.", "At least three diplomats", 3),
        ("en", "Two of the officials said so.", "Two of the officials", 2),
        ("ar", "وبحسب خمسة من هذه المصادر", "خمسة من هذه المصادر", 5),
        (
            "de",
            "laut Personen, die mit dem Vorgang vertraut sind",
            "Personen, die mit dem Vorgang vertraut sind",
            2,
        ),
        ("fr", "selon une source au fait du dossier", "une source au fait du dossier", 1),
        ("de", "Wie aus Sicherheitskreisen verlautete", "Sicherheitskreisen", 2),
        ("es", "según altos cargos británicos", "altos cargos británicos", 2),
        ("ru", "источник в Кремле подтвердил это", "источник в Кремле", 1),
        (
            "uk",
            "Троє обізнаних із ситуацією посадовців",
            "Троє обізнаних із ситуацією посадовців",
            3,
        ),
        ("ar", "وقال مسؤولان أميركيان", "مسؤولان أميركيان", 2),
        ("ja", "米国の2人の当局者は述べた。", "米国の2人の当局者", 2),
        ("ko", "익명의 정부 관계자는 말했다.", "익명의 정부 관계자", 1),
    ],
)
def test_a_description_is_taken_whole(known, language, text, described, persons):
    (source,) = reading(known, language, text).sources
    assert (source.descriptor, source.least) == (described, persons)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "The two officials said so."),
        ("fr", "Le responsable a confirmé."),
        ("de", "Der Beamte sagte das."),
        ("ru", "Представитель Мария Иванова заявила это."),
        ("ar", "وقال المسؤول ذلك."),
        ("he", "הגורם אמר זאת."),
    ],
)
def test_who_was_spoken_of_before_or_has_a_name_is_no_new_source(known, language, text):
    assert reading(known, language, text).sources == ()


UNHEARD = {
    "en": "Saudi Arabia did not respond to a request for comment.",
    "fr": "L’Arabie saoudite n’a pas répondu aux sollicitations.",
    "de": "Saudi-Arabien reagierte zunächst nicht auf eine Anfrage.",
    "es": "Arabia Saudita no respondió de inmediato a la solicitud.",
    "ru": "Саудовская Аравия не ответила на запрос.",
    "uk": "Саудівська Аравія не відповіла на запит.",
    "ar": "ولم ترد السعودية على طلب للتعليق.",
    "he": "סעודיה לא הגיבה לפנייה.",
    "el": "Η Σαουδική Αραβία δεν απάντησε σε αίτημα για σχόλιο.",
    "ja": "サウジアラビアは取材に応じていない。",
    "ko": "사우디아라비아는 질의에 응답하지 않았다.",
}


@pytest.mark.parametrize("language", READ)
def test_who_was_not_reached_is_told(known, language):
    told = [(a.stance, a.near[:1]) for a in reading(known, language, UNHEARD[language]).acts]
    assert ("not-heard-from", ("state-sau",)) in told


DECLINED = {
    "en": "A spokesman declined to comment.",
    "fr": "Le gouvernement a refusé de commenter.",
    "de": "Die Regierung wollte sich nicht äußern.",
    "es": "El Gobierno declinó hacer comentarios.",
    "ru": "В правительстве отказались от комментариев.",
    "uk": "В уряді відмовилися від коментарів.",
    "ar": "ورفضت الحكومة التعليق. وقد رفضت التعليق أمس.",
    "he": "הממשלה סירבה להגיב.",
    "el": "Η κυβέρνηση αρνήθηκε να σχολιάσει.",
    "ja": "政府はコメントを控えた。",
    "ko": "정부는 논평을 거부했다.",
}


@pytest.mark.parametrize("language", READ)
def test_to_decline_is_another_act_than_not_to_be_reached(language):
    told = [act.stance for act in acts(one(DECLINED[language]), Language(language), ())]
    assert "declines-to-comment" in told


@pytest.mark.parametrize(
    ("language", "text", "stance"),
    [
        ("de", "Das Ministerium wies die Darstellung der Zeitung entschieden zurück.", "rejects"),
        ("de", "Der Minister räumte am Abend mehrere Fehler ein.", "acknowledges"),
        ("de", "Das Amt lehnte auch auf Nachfrage jeden Kommentar ab.", "declines-to-comment"),
        ("de", "Die Behörde kündigte für März eine Prüfung an.", "announces"),
        ("fr", "Il a répondu en affirmant que rien ne change.", "asserts"),
        ("es", "Lo dijo ayer por boca de su portavoz.", "asserts"),
        ("ja", "局長は記者団に「何も変わらない」と断言。", "asserts"),
        ("ar", "تهرب الوزير من الإجابة.", "evades"),
    ],
)
def test_a_verb_in_parts_and_a_saying_without_one_tell_a_stance(language, text, stance):
    assert stance in [act.stance for act in acts(one(text), Language(language), ())]


def test_the_second_half_of_a_verb_stands_in_the_same_sentence():
    text = "Er wies den Weg. Dann kam sie zurück."
    assert acts(one(text), Language("de"), ()) == []


UNCONFIRMED = {
    "en": "The ministry did not confirm it.",
    "fr": "Le ministère n’a pas confirmé l’échange.",
    "de": "Das Ministerium bestätigte das nicht.",
    "es": "El ministerio no confirmó nada.",
    "ru": "В министерстве не подтвердили обмен.",
    "uk": "У міністерстві не підтвердили обмін.",
    "ar": "ولم تؤكد الوزارة ذلك.",
    "he": "המשרד לא אישר זאת.",
    "el": "Το υπουργείο δεν επιβεβαίωσε τίποτα.",
    "ja": "同省は情報を確認していない。",
    "ko": "국방부는 이를 확인하지 않았다.",
}


@pytest.mark.parametrize("language", READ)
def test_who_does_not_confirm_has_not_confirmed(language):
    told = [act.stance for act in acts(one(UNCONFIRMED[language]), Language(language), ())]
    assert told == ["neither-confirms-nor-denies"]


def test_what_was_not_said_is_no_act():
    assert acts(one("The minister never said that."), Language("en"), ()) == []


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        ("en", "The British embassy in Washington declined to comment.", "state-gbr"),
        ("en", "The U.S. and, in part, Israel denied it.", "state-isr"),
        ("ar", "قالت إسرائيل لواشنطن إن ذلك خطأ.", "state-isr"),
        ("ja", "イスラエルは米国に情報を渡さないと述べた。", "state-isr"),
        ("ko", "이스라엘은 미국에 유감이라고 말했다.", "state-isr"),
    ],
)
def test_who_acts_is_told_by_place_preposition_and_particle(known, language, text, who):
    assert reading(known, language, text).acts[0].near[0] == who


REDUCES = {
    "en": "Israel is considering reducing intelligence sharing with the United States.",
    "fr": "Israël envisage de réduire le partage de renseignements avec les États-Unis.",
    "de": "Israel will den Austausch von Geheimdienstinformationen mit den USA einschränken.",
    "es": "Israel estudia reducir el intercambio de inteligencia con Estados Unidos.",
    "ru": "Израиль намерен сократить обмен разведданными с США.",
    "uk": "Ізраїль має намір скоротити обмін розвідданими із США.",
    "ar": "تدرس إسرائيل تقليص تبادل المعلومات الاستخبارية مع الولايات المتحدة.",
    "he": "ישראל שוקלת לצמצם את שיתוף המודיעין עם ארצות הברית.",
    "el": "Το Ισραήλ εξετάζει τη μείωση της ανταλλαγής πληροφοριών με τις ΗΠΑ.",
    "ja": "イスラエルは米国との情報共有の縮小を検討している。",
    "ko": "이스라엘은 미국과의 정보 공유 축소를 검토하고 있다.",
}


@pytest.mark.parametrize("language", READ)
def test_a_proposition_is_recognised_in_every_language(known, language):
    found = reading(known, language, REDUCES[language]).alike
    assert found[0].slug == "prop-isr-reduce"


@pytest.mark.parametrize(
    ("language", "text", "edtf"),
    [
        ("en", "on March 10", "2025-03-10"),
        ("en", "three days ago", "2025-03-03"),
        ("en", "in December", "2024-12"),
        ("en", "next Tuesday", "2025-03-11"),
        ("en", "last month", "2025-02"),
        ("en", "on Thursday", "2025-03-06"),
        ("en", "last Thursday", "2025-02-27"),
        ("fr", "mercredi dernier", "2025-03-05"),
        ("fr", "le 1er mars", "2025-03-01"),
        ("fr", "il y a trois jours", "2025-03-03"),
        ("de", "am 4. März", "2025-03-04"),
        ("de", "gestern", "2025-03-05"),
        ("de", "im vergangenen Jahr", "2024"),
        ("es", "el 11 de noviembre", "2024-11-11"),
        ("es", "lunes que viene", "2025-03-10"),
        ("ru", "в среду", "2025-03-05"),
        ("ru", "в прошлом месяце", "2025-02"),
        ("uk", "у п’ятницю", "2025-02-28"),
        ("ar", "في 4 مارس", "2025-03-04"),
        ("ar", "الشهر الماضي", "2025-02"),
        ("he", "ב-4 במרץ", "2025-03-04"),
        ("el", "χθες", "2025-03-05"),
        ("ja", "3月4日", "2025-03-04"),
        ("ja", "25日", "2025-02-25"),
        ("ko", "지난달", "2025-02"),
        ("ko", "지난달 20일", "2025-02-20"),
        ("ja", "先月20日", "2025-02-20"),
        ("en", "two weeks ago", "[2025-02-17..2025-02-23]"),
        ("en", "a month ago", "2025-02"),
        ("fr", "la semaine dernière", "[2025-02-24..2025-03-02]"),
        ("de", "vor drei Wochen", "[2025-02-10..2025-02-16]"),
        ("es", "hace dos meses", "2025-01"),
        ("ru", "на прошлой неделе", "[2025-02-24..2025-03-02]"),
        ("uk", "три тижні тому", "[2025-02-10..2025-02-16]"),
        ("ar", "الأسبوع الماضي", "[2025-02-24..2025-03-02]"),
        ("he", "בשבוע שעבר", "[2025-02-24..2025-03-02]"),
        ("el", "την περασμένη εβδομάδα", "[2025-02-24..2025-03-02]"),
        ("ja", "先週", "[2025-02-24..2025-03-02]"),
        ("ko", "2주 전", "[2025-02-17..2025-02-23]"),
    ],
)
def test_a_date_is_read_against_the_day_of_the_report(language, text, edtf):
    assert [found for found, _ in Dates(Language(language)).of(one(f"… {text}."), DAY)] == [edtf]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "They may march, sun or not, second to none."),
        ("de", "Das ist mitten in der Sache."),
        ("ja", "3日間の協議"),
        ("ko", "다음 일 전했다"),
    ],
)
def test_not_every_such_word_is_a_date(language, text):
    assert list(Dates(Language(language)).of(one(text), DAY)) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Canada and canada", {"Canada"}),
        ("Latin America, New Mexico", set()),
        ("NBC said so", {"NBC"}),
        ("Central Europe has security services.", set()),
    ],
)
def test_what_names_no_state_and_no_agency(known, text, named):
    assert {mention.text for mention in Names(known).mentions(one(text))} == named


def test_a_last_name_is_known_where_the_article_has_the_whole_name(known):
    text = "Benjamin Netanyahu spoke.\n\nLater Netanyahu left. Sara Netanyahu stayed."
    found = Names(known).of(paragraphs(text))
    assert [mention.text for mention in found[1]] == ["Netanyahu"]
    alone = Names(known).of(paragraphs("Later Netanyahu left.\n\nIt rained."))
    assert alone == [[], []]


def test_the_last_word_of_an_outlet_calls_it_behind_an_article(known):
    text = "The Financial Times reported it.\n\nThe Times said more. Times change."
    found = Names(known).of(paragraphs(text))
    assert [(m.text, m.slugs) for m in found[1]] == [("Times", ("org-financial-times",))]


def test_an_outlet_may_have_a_small_article_and_an_ordinary_word_may_not(known):
    text = "the Yeshiva World, the yeshiva world"
    assert [m.text for m in Names(known).mentions(one(text))] == ["the Yeshiva World"]


def test_who_is_named_around_a_paragraph_counts_half(known):
    row = one("They are considering reducing intelligence sharing with it.").tokens
    named = {"state-isr", "state-usa"}
    (here, *_), (around, *_) = (
        Propositions(known).alike(row, named),
        Propositions(known).alike(row, set(), around=named),
    )
    assert here.slug == around.slug == "prop-isr-reduce"
    assert round(here.score - around.score, 2) == 0.2


def test_words_of_another_language_are_compared_by_their_english_ones(known):
    propositions, named = Propositions(known), {"state-isr", "state-usa"}
    row = one(REDUCES["fr"]).tokens
    plain = {near.slug for near in propositions.alike(row, named)}
    helped = {n.slug for n in propositions.alike(row, named, {"intelligence", "sharing", "reduce"})}
    assert "prop-isr-reduce" in helped - plain
