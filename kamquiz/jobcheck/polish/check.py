"""Where a Polish ad assumes that whoever applies is a woman or a man."""

from collections.abc import Iterator
from functools import cache

from kamquiz.domain.bank.ad_rules import Law
from kamquiz.domain.text import Language
from kamquiz.jobcheck.ads import AdText
from kamquiz.jobcheck.marks import Mark
from kamquiz.jobcheck.polish.adjectives import adjective_marks
from kamquiz.jobcheck.polish.clauses import Word, parse, words_of
from kamquiz.jobcheck.polish.nouns import noun_marks
from kamquiz.jobcheck.polish.persons import Scene, person_in
from kamquiz.jobcheck.polish.verbs import verb_marks


def gender_marks(ad: AdText, law: Law) -> Iterator[Mark]:
    """Yield the words of *ad* that fit one gender of the applicant only."""
    words = law.vocabulary.gender
    posts = _posts(ad, law)
    # A line may hold thousands of sentences: what is true of it is found out once.
    lead = cache(lambda line: tuple(words_of(line.lead)))
    marked = cache(lambda line: bool(words.markers.find(line.text)))
    for sentence in ad.sentences:
        if sentence.line.language is not Language.PL:
            continue
        in_title = sentence.start in ad.title_places
        for parsed in parse(sentence):
            scene = Scene(
                words=words,
                lead=lead(sentence.line),
                posts=posts,
                in_title=in_title and not parsed.finite,
                paired_line=marked(sentence.line),
            )
            yield from verb_marks(parsed, words)
            yield from adjective_marks(parsed, words, scene.lead)
            yield from noun_marks(parsed, scene)


def _posts(ad: AdText, law: Law) -> frozenset[str]:
    """Return the personal nouns the post itself is called by."""
    return frozenset(
        person.lemma
        for title in ad.titles
        for word in _words(title.text)
        if (person := person_in(word, "nom", law.vocabulary.gender))
    )


def _words(text: str) -> tuple[Word, ...]:
    return tuple(words_of(text))
