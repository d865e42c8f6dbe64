"""KAM or account manager: which of the two somebody's answers about their work look like."""

from collections.abc import Sequence
from dataclasses import dataclass

from kamquiz.domain.bank.role import Post, Sign, TellingQuestion

#: With more than one sign against it, the work has something of both.
MAX_AGAINST = 1


@dataclass(frozen=True, slots=True)
class Answered:
    """A telling question and the sign that was chosen as its answer."""

    question: TellingQuestion
    sign: Sign


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaning:
    """The post that somebody's work looks more like, with what speaks for it and against it."""

    post: Post
    signs: tuple[Answered, ...]
    against: tuple[Answered, ...]

    @property
    def is_close(self) -> bool:
        """Whether so much speaks for the other post that the work has something of both."""
        return len(self.against) > MAX_AGAINST


def leaning(answers: Sequence[Answered]) -> Leaning:
    """Return where most of *answers*, odd in number, point."""
    sides = {
        post: tuple(answer for answer in answers if answer.sign.points_to is post) for post in Post
    }
    post = max(sides, key=lambda side: len(sides[side]))
    (other,) = set(Post) - {post}
    return Leaning(post=post, signs=sides[post], against=sides[other])
