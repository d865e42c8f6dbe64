"""No Polish text assumes that its reader is a woman or a man."""

import pytest

from tests.content.gender import assumptions
from tests.content.texts import polish


def test_no_text_assumes_the_gender_of_its_reader(catalogue):
    assumed = {place: found for place, words in polish(catalogue) if (found := assumptions(words))}

    assert assumed == {}


@pytest.mark.parametrize(
    ("sentence", "caught"),
    [
        # past tense
        ("Po rozmowie zrobiłem notatkę.", ["zrobiłem"]),
        ("Czy zapisałaś wnioski?", ["zapisałaś"]),
        ("Tę część już wypełniłeś", ["wypełniłeś"]),
        ("Miałem mało czasu.", ["Miałem"]),
        ("Wysłaliśmy ofertę na czas.", ["Wysłaliśmy"]),
        ("To, co powiedziałeś(-aś), zapisz.", ["powiedziałeś"]),
        # conditional
        ("Chciałbyś poznać wynik?", ["Chciałbyś"]),
        ("Chętnie porozmawiałabym z klientem.", ["porozmawiałabym"]),
        ("Gdybyś tylko chciał, zacznij od nowa.", ["chciał"]),
        ("Klient prosi, żebym zadzwoniła jutro.", ["zadzwoniła"]),
        ("Chętnie bym o tym napisał.", ["napisał"]),
        # duty
        ("Powinieneś zadzwonić do klienta.", ["Powinieneś"]),
        ("Co powinnam zrobić najpierw?", ["powinnam"]),
        ("Jestem winien klientowi odpowiedź.", ["winien"]),
        # future
        ("Jutro będziesz rozmawiał z klientem.", ["rozmawiał"]),
        ("Będę o tym pamiętała.", ["pamiętała"]),
        # what one is
        ("Jesteś gotowy na rozmowę.", ["gotowy"]),
        ("Na spotkaniu jesteś zawsze w pełni przygotowana.", ["przygotowana"]),
        ("Bądź uważny podczas rozmowy.", ["uważny"]),
        ("Czuję się pewna swoich słów.", ["pewna"]),
        ("Jestem gotów na zmianę.", ["gotów"]),
        ("Jestem świadomy celu.", ["świadomy"]),
        ("Jutro będziesz spokojniejsza.", ["spokojniejsza"]),
        ("Pozostajesz wierny zasadom.", ["wierny"]),
        ("Jesteśmy gotowi na spotkanie.", ["gotowi"]),
        # alone
        ("Zrób to sam.", ["sam"]),
        ("Sama wybierasz termin.", ["Sama"]),
        ("Pracujesz nad samym sobą.", ["samym"]),
        # nouns
        ("Jesteś liderem zespołu.", ["liderem"]),
        ("Zostajesz partnerką klienta.", ["partnerką"]),
        ("Zgłaszasz się jako kandydat.", ["kandydat"]),
        ("Drogi użytkowniku, sprawdź wynik.", ["użytkowniku"]),
        ("Czytelniku!", ["Czytelniku"]),
        ("To jest Pana wynik.", ["Pana"]),
    ],
)
def test_a_sentence_for_one_gender_is_caught(sentence, caught):
    assert assumptions(sentence) == caught


@pytest.mark.parametrize(
    "sentence",
    [
        "Po rozmowie robię notatkę.",
        "Klient zadzwonił i był zadowolony.",
        "Gdyby klientka chciała zmiany, zadzwoni.",
        "Zapisz, co powiedział klient.",
        "Rozmawiam z działem finansów.",
        "Pytania z podziałem na tematy",
        "Ktoś coś gdzieś kiedyś o tym mówi.",
        "Sprawdź, czym zajmuje się klient.",
        "Trzeba zadzwonić do klienta, warto byłoby dziś.",
        "Przełożony powinien znać wynik.",
        "Dobrze, żeby klient wiedział o zmianie.",
        "Jesteś osobą gotową do rozmowy.",
        "Jesteś tu po raz pierwszy.",
        "Jestem w stałym kontakcie z klientem.",
        "Gdy jesteś u klienta, nowy telefon leży w torbie.",
        "Bądź punktualnie na miejscu.",
        "Napisz albo bądź pod telefonem.",
        "Czuję się swobodnie w rozmowie.",
        "Klient jest pewny swego.",
        "Oferta będzie gotowa jutro.",
        "Gdy pytam, sam klient podaje powód.",
        "Podajesz te same fakty, ten sam termin i tę samą cenę.",
        "Klient sam wybiera termin.",
        "Klient traktuje Cię jako partnera.",
        "Wpisuję umowę jako pewną.",
        "Kandydat lub kandydatka opisuje przykład.",
        "Menedżerka / menedżer ds. kluczowych klientów",
        "Jesteś człowiekiem wielu talentów.",
    ],
)
def test_a_sentence_for_everybody_is_left_alone(sentence):
    assert assumptions(sentence) == []
