"""The plan on the desk: the reader's attempts, their profile, and the plan they accepted."""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property

from werkzeug.exceptions import NotFound, ServiceUnavailable

from kamquiz.domain.assessment.attempts import Attempt, Timeline
from kamquiz.domain.assessment.scoring import Profile
from kamquiz.domain.plan.build import build_plan, skill_actions
from kamquiz.domain.plan.edit import revised
from kamquiz.domain.plan.model import Plan
from kamquiz.storage import KeptPlan, PlanChangedError
from kamquiz.web.language import current_language
from kamquiz.web.profiles import profile_of
from kamquiz.web.security.session import current_timeline
from kamquiz.web.services import services

#: Two tabs may save in the same moment; the one that comes second reads again.
TRIES = 3


class UnclearResultError(Exception):
    """There are too few answers for a plan."""

    def __init__(self, attempt: Attempt, profile: Profile) -> None:
        """Keep what the kind page of its own shows."""
        self.attempt = attempt
        self.profile = profile
        super().__init__("too few answers for a plan")


class StalePartError(Exception):
    """Another tab changed this part of the plan since the page was opened."""


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What the pages of the plan work with; *accepted* is the plan that is worked on, if any."""

    timeline: Timeline
    profile: Profile
    accepted: KeptPlan | None

    @property
    def attempt(self) -> Attempt:
        """Return the attempt whose result counts."""
        return self.timeline.shown

    @property
    def next_number(self) -> int:
        """Return the number of the plan that could be accepted next."""
        return self.accepted.number + 1 if self.accepted else 1

    @cached_property
    def earlier(self) -> tuple[KeptPlan, ...]:
        """Return the plans before the one that is worked on, oldest first, as they ended."""
        return services().plans.all(self.timeline.newest.timeline, history=False)[:-1]

    @cached_property
    def suggested(self) -> Plan:
        """Return the plan the newest result suggests."""
        return build_plan(
            self.profile,
            services().catalogue,
            start=services().plan_start(),
            hours=self.attempt.hours,
            ratings=self.attempt.answers.ratings,
        )

    @cached_property
    def plan(self) -> Plan:
        """Return the accepted plan, or the one that is suggested."""
        if self.accepted is None:
            return self.suggested
        beside = skill_actions(self.profile, services().catalogue)
        return replace(self.accepted.plan, skills=beside)

    @property
    def suggested_names(self) -> list[str]:
        """Return the traits the newest result suggests, in the reader's language."""
        return [one.trait.name.to(current_language()) for one in self.profile.priorities]

    def own_plan(self) -> Plan:
        """Return the accepted plan; a page of it is not there before that."""
        if self.accepted is None:
            raise NotFound
        return self.plan

    def save(
        self, edit: Callable[[Plan], Plan], *, part: Callable[[Plan], object], seen: str | None
    ) -> None:
        """Keep what *edit* makes of the plan.

        Raises StalePartError when *part* of it is not what the page that was sent had
        *seen*; changes elsewhere in the plan do not matter.
        """
        kept = self.accepted
        for _try in range(TRIES):
            if kept is None:
                raise NotFound
            if seen is not None and seen != fingerprint(part(kept.plan)):
                raise StalePartError
            changed = revised(kept.plan, edit(kept.plan), day=services().today())
            try:
                services().plans.save(self.timeline.newest.timeline, kept, changed)
            except PlanChangedError:
                kept = services().plans.find(self.timeline.newest.timeline)
            else:
                return
        raise ServiceUnavailable


def open_desk() -> Desk:
    """Return the desk of this browser's reader.

    Raises AttemptNotFoundError, and UnclearResultError where there are too few answers.
    """
    return desk_of(current_timeline())


def desk_of(timeline: Timeline) -> Desk:
    """Return the desk with *timeline*; raises UnclearResultError."""
    profile = profile_of(timeline.shown)
    if not profile.is_clear:
        raise UnclearResultError(timeline.shown, profile)
    return Desk(
        timeline=timeline,
        profile=profile,
        accepted=services().plans.find(timeline.newest.timeline),
    )


def fingerprint(part: object) -> str:
    """Return a short name for exactly this state of a part of a plan."""
    return hashlib.sha256(repr(part).encode("utf-8", "replace")).hexdigest()[:16]
