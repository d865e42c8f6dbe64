"""Which language a text is in, judged by its small words and its letters."""

import re
from dataclasses import dataclass

from kamquiz.domain.text import Language

#: With fewer words than this a text is taken to be what its neighbours are.
WORDS_TO_JUDGE = 6

#: Shares of small words and letters of its own below which a text is in no language known here.
MIN_SHARE = 0.06

WORD = re.compile(r"[^\W\d_]+")

#: Small words of each language the other has not, and words no ad is without.
POLISH = """
i w we na z ze do się nie jest są oraz dla od po za o że który która które lub przez przy pod
jak co to ten ta te tej tego nasz nasza naszej naszego naszych twoje twój twoja ciebie ci
jesteś masz będziesz będzie czy albo także również bez między nad u być mamy szukamy praca
pracy umowa wymagania oferujemy mile widziane znajomość umiejętność klientów klientami
sprzedaży
"""
ENGLISH = """
the and of to for with you your we our is are be will this that as on at by from have has or an
it who what how their they can must should not all about other new work team experience skills
sales customers clients requirements offer
"""

#: Small words of other languages that neither Polish nor English has.
FOREIGN = """
und der das mit für wir sie ist nicht eine einen ihre auf bei oder zum zur von des dem den les
des une est nous vous pour avec dans sur et du aux votre notre qui que le la el los las una con
para por su nuestro que como más del y en il lo gli della di per che un sono nel alla het een
van voor wij zijn met op aan bij ons jouw os uma com não você nossa em ao dos das pro jako nebo
které naše vaše jsme ve se je si aby při ako alebo ktoré sme vás nás ste și cu pe în sau este
pentru az egy és hogy nem vagy och att för med som vi du på av ir į ar kad su yra ja on ei että
sekä
"""

POLISH_WORDS = frozenset(POLISH.split())
ENGLISH_WORDS = frozenset(ENGLISH.split())
FOREIGN_WORDS = frozenset(FOREIGN.split()) - POLISH_WORDS - ENGLISH_WORDS

#: Letters these languages do not share with Polish; any script but Latin counts as well.
FOREIGN_LETTER = re.compile(
    r"[áâàäãåæçčďèéêëěíîïìľĺňñôöòõøřŕšßťùúûüůýžőűăâșțėįųūğşıľ\u0370-\u1fff]"
)
POLISH_LETTER = re.compile(r"[ąćęłńśźż]")


@dataclass(frozen=True, slots=True)
class Shares:
    """How many of all words speak for each language."""

    words: int
    polish: float
    english: float
    foreign: float

    @property
    def likely(self) -> Language | None:
        """The language most words speak for; None if they speak for neither."""
        best = max(self.polish, self.english)
        if self.foreign > best or (self.words >= WORDS_TO_JUDGE and best < MIN_SHARE):
            return None
        return Language.EN if self.english > self.polish else Language.PL


def shares(text: str) -> Shares:
    """Return how the words of *text* divide between languages."""
    words = [word.lower() for word in WORD.findall(text)]

    def share(known: frozenset[str], letters: re.Pattern[str] | None = None) -> float:
        speaking = (word in known or bool(letters and letters.search(word)) for word in words)
        return sum(speaking) / max(1, len(words))

    return Shares(
        words=len(words),
        polish=share(POLISH_WORDS, POLISH_LETTER),
        english=share(ENGLISH_WORDS),
        foreign=share(FOREIGN_WORDS, FOREIGN_LETTER),
    )


def detect(text: str) -> Language | None:
    """Return the language of a whole *text*; Polish where there is too little to tell."""
    return shares(text).likely


def detect_line(text: str, around: Language | None) -> Language | None:
    """Return the language of a line; a short or undecided one is in the language *around* it."""
    found = shares(text)
    if found.words < WORDS_TO_JUDGE or abs(found.polish - found.english) < MIN_SHARE:
        return around
    if found.likely is None and found.foreign < 2 * MIN_SHARE:
        return around
    return found.likely
