"""Rate limits by method and endpoint.

Counters are stored under a hash with a new salt each day (see kamquiz.storage.limits). Pages of
questions have no limit, so they cost no statement.
"""

import ipaddress
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from math import ceil

from flask import Flask, request, session

from kamquiz.domain.assessment.attempts import AttemptNotFoundError
from kamquiz.web.security.attempt_keys import key_in_cookie
from kamquiz.web.services import services

#: Networks give one household as many addresses of version 6 as it likes.
HOUSEHOLD = 64


class Per(StrEnum):
    """Scope of a rate limit."""

    ADDRESS = "address"
    COOKIE = "cookie"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """The maximum number of requests in a window, per address or per cookie."""

    name: str
    per: Per
    most: int
    minutes: int

    def until(self, now: datetime) -> datetime:
        """Return the end of the window that contains *now*; all clients share the same windows."""
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        window = timedelta(minutes=self.minutes)
        return midnight + window * ((now - midnight) // window + 1)


class LimitReachedError(Exception):
    """A client exceeded a rate limit."""

    def __init__(self, limit: Limit, seconds: int) -> None:
        """Store the *limit* and the number of seconds until its next window."""
        self.limit = limit
        self.seconds = seconds
        super().__init__(f"more than {limit.most} {limit.name} in {limit.minutes} minutes")


#: Six words are copied by hand: ten slips are plenty, and nobody guesses 66 bits.
CODENAME_FAILURES = Limit(name="failed codenames", per=Per.ADDRESS, most=10, minutes=15)

#: More failures than these from everywhere together are no slips: many addresses guess. Then each
#: address has fewer failures left, and one that has not failed itself still has one.
CODENAME_FAILURES_IN_ALL = "failed codenames in all"
FAILURES_WHEN_GUESSED = {300: 3, 3_000: 1}

#: A codename costs 50 ms of scrypt; who wants another has reasons, but not twenty an hour.
CODENAMES_MADE = Limit(name="new codenames", per=Per.COOKIE, most=20, minutes=60)

#: A training room of two hundred behind one address may begin, slip and begin again.
STARTS = Limit(name="quizzes begun", per=Per.ADDRESS, most=600, minutes=60)

#: Ten such rooms a day; a quiz that is begun and left takes 1 kB for 30 days.
STARTS_A_DAY = Limit(name="quizzes begun in a day", per=Per.ADDRESS, most=2_000, minutes=24 * 60)

#: More sets of answers from one place in a day may be one person's, and weigh on nobody's result.
DONATIONS = Limit(name="answers given", per=Per.ADDRESS, most=3, minutes=24 * 60)

#: The same room opens its return links; 256 bits are not guessed at any speed.
LINKS_OPENED = Limit(name="links opened", per=Per.ADDRESS, most=300, minutes=10)

#: A PDF costs 30 ms, a Word file 100: one a second for one reader, ten for a room.
EXPORTS = Limit(name="files", per=Per.COOKIE, most=60, minutes=10)
EXPORTS_FROM_ONE_PLACE = Limit(name="files from one address", per=Per.ADDRESS, most=600, minutes=10)

#: Programs score in loops: two a second leave the server to its readers.
SCORES = Limit(name="scores", per=Per.ADDRESS, most=1_200, minutes=10)

#: Checking a job ad takes up to half a second: by the API, on its page, in the builder.
CHECKS = Limit(name="job ads checked", per=Per.ADDRESS, most=300, minutes=10)

#: On a loopback address (a local server, or one that does not know of its proxy) all clients share
#: one address. Of the limits per address only these apply there, and without an address at all:
#: they protect what can be guessed or forged.
STRICT = frozenset({CODENAME_FAILURES, DONATIONS})

#: Rate limits by method and endpoint, counted before the view runs.
LIMITED: dict[tuple[str, str], tuple[Limit, ...]] = {
    ("POST", "resume.make_codename"): (CODENAMES_MADE,),
    ("GET", "resume.come_back_by_link"): (LINKS_OPENED,),
    ("POST", "resume.come_back_by_link"): (LINKS_OPENED,),
    ("GET", "sharing.open_link"): (LINKS_OPENED,),
    ("POST", "quiz.start"): (STARTS, STARTS_A_DAY),
    ("POST", "retake.retake"): (STARTS, STARTS_A_DAY),
    ("GET", "exports.plan_file"): (EXPORTS, EXPORTS_FROM_ONE_PLACE),
    ("GET", "exports.plan_in"): (EXPORTS, EXPORTS_FROM_ONE_PLACE),
    ("GET", "exports.manager_file"): (EXPORTS, EXPORTS_FROM_ONE_PLACE),
    ("GET", "jobs.builder"): (CHECKS,),
    ("POST", "jobs.draft"): (CHECKS,),
    ("POST", "jobs.open_draft"): (CHECKS,),
    ("GET", "guides.guide"): (CHECKS,),
    ("POST", "guides.guide_of_draft"): (CHECKS,),
    ("POST", "checks.check_ad"): (CHECKS,),
    ("POST", "api.score"): (SCORES,),
    ("POST", "api.check_job"): (CHECKS,),
}


def set_up(app: Flask) -> None:
    """Count limited requests before their views run, and refuse those over the limit."""

    @app.before_request
    def count() -> None:
        # HEAD runs the same view as GET.
        method = "GET" if request.method == "HEAD" else request.method
        endpoint = request.endpoint or ""
        limits = LIMITED.get((method, endpoint))
        if limits:
            keep_within(limits)


def keep_within(limits: tuple[Limit, ...]) -> None:
    """Count this request once for each of *limits*; raises LimitReachedError."""
    now = services().now()
    names = {limit: name for limit in limits for name in _names(limit)}
    if not names:
        return
    counts = services().limits.count(
        {name: limit.until(now) for limit, name in names.items()}, today=now.date()
    )
    for limit, name in names.items():
        if counts[name] > limit.most:
            raise _reached(limit)


@dataclass(frozen=True, slots=True)
class Taken:
    """A request that was counted before its outcome was known."""

    windows: Mapping[str, datetime]
    day: date

    def give_back(self) -> None:
        """Undo the count."""
        services().limits.give_back(self.windows, today=self.day)


def take(limit: Limit, *, most: int | None = None) -> Taken | None:
    """Count this request for *limit*, or for fewer than it allows; None if it is reached."""
    now = services().now()
    until, name = limit.until(now), next(_names(limit))
    allowed = limit.most if most is None else most
    counted = services().limits.take(name, until, most=allowed, today=now.date())
    return Taken({name: until}, now.date()) if counted else None


@contextmanager
def counting_failed_codenames() -> Iterator[None]:
    """Count a failure of the client's address if the block raises AttemptNotFoundError.

    Raises LimitReachedError before the lookup, which costs 50 ms. An attempt is counted first and
    given back on success, so that parallel attempts cannot exceed the limit. Refused attempts
    are not counted.
    """
    now, store = services().now(), services().limits
    until = CODENAME_FAILURES.until(now)
    in_all = store.counted(CODENAME_FAILURES_IN_ALL, until, today=now.date())
    own = take(CODENAME_FAILURES, most=failures_allowed(in_all))
    if own is None:
        raise _reached(CODENAME_FAILURES)
    store.count({CODENAME_FAILURES_IN_ALL: until}, today=now.date())
    failed = False
    try:
        yield
    except AttemptNotFoundError:
        failed = True
        raise
    finally:
        if not failed:
            Taken({**own.windows, CODENAME_FAILURES_IN_ALL: until}, own.day).give_back()


def failures_allowed(in_all: int) -> int:
    """Return the failures allowed per address when there were *in_all* from all addresses."""
    fewer = [most for above, most in FAILURES_WHEN_GUESSED.items() if in_all >= above]
    return min(fewer, default=CODENAME_FAILURES.most)


def _reached(limit: Limit) -> LimitReachedError:
    now = services().now()
    return LimitReachedError(limit, ceil((limit.until(now) - now).total_seconds()))


def _names(limit: Limit) -> Iterator[str]:
    """Yield the counter name of this request for *limit*; nothing if it has no key or address."""
    if limit.per is Per.COOKIE:
        key = key_in_cookie(session)
        if key:
            yield f"{limit.name} {key}"
    else:
        address = _address()
        if limit in STRICT or (address and not address.is_loopback):
            yield f"{limit.name} {address and _household(address)}"


def _address() -> ipaddress.IPv4Address | ipaddress.IPv6Address | None:
    """Return where the request came from; a name or a socket on a disk is no address."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return None
    return getattr(address, "ipv4_mapped", None) or address


def _household(address: ipaddress.IPv4Address | ipaddress.IPv6Address) -> str:
    """Return the part of *address* that one household shares."""
    if address.version == 4:  # noqa: PLR2004 - the version of the protocol
        return str(address)
    return str(ipaddress.ip_network((address, HOUSEHOLD), strict=False))
