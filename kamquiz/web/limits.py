"""How often something may be done, and by whom; everything stands in this one table.

Who goes on is counted by a hash that is salted anew each day (see kamquiz.storage.limits).
A page of questions is under no limit and costs no statement for it.
"""

import ipaddress
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from math import ceil

from flask import Flask, request, session

from kamquiz.documents.interview_files import GUIDE_FORMATS
from kamquiz.documents.job_exports import FORMATS
from kamquiz.web.current import key_in_cookie
from kamquiz.web.job_reading import BUTTON
from kamquiz.web.services import services

#: Networks give one household as many addresses of version 6 as it likes.
HOUSEHOLD = 64


class Per(StrEnum):
    """Whose doings are counted together."""

    ADDRESS = "address"
    COOKIE = "cookie"
    EVERYBODY = "everybody"


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """So many times within a window, counted per address, per cookie, or for all together."""

    name: str
    per: Per
    most: int
    minutes: int

    def until(self, now: datetime) -> datetime:
        """Return when the window ends that holds *now*; windows begin at the same time for all."""
        midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
        window = timedelta(minutes=self.minutes)
        return midnight + window * ((now - midnight) // window + 1)


class LimitReachedError(Exception):
    """Somebody did something more often than its limit allows."""

    def __init__(self, limit: Limit, seconds: int) -> None:
        """Keep which *limit* it is, and after how many seconds it starts anew."""
        self.limit = limit
        self.seconds = seconds
        super().__init__(f"more than {limit.most} {limit.name} in {limit.minutes} minutes")


#: Six words are copied by hand: ten tries are plenty for slips, and nobody guesses 66 bits.
CODENAME_TRIES = Limit(name="codename tries", per=Per.ADDRESS, most=10, minutes=15)

#: More tries than this from everywhere together are no slips: somebody guesses from many
#: addresses. Nobody is locked out for it, but each address has fewer tries then.
CODENAME_TRIES_IN_ALL = Limit(
    name="codename tries in all", per=Per.EVERYBODY, most=3_000, minutes=15
)
CALM_UP_TO, TRIES_WHEN_GUESSED = 300, 3

#: A codename costs 50 ms of scrypt; who wants another has reasons, but not twenty an hour.
CODENAMES_MADE = Limit(name="new codenames", per=Per.COOKIE, most=20, minutes=60)

#: A training room of two hundred behind one address may begin, slip and begin again.
STARTS = Limit(name="quizzes begun", per=Per.ADDRESS, most=600, minutes=60)

#: The same room opens its return links; 256 bits are not guessed at any speed.
LINKS_OPENED = Limit(name="links opened", per=Per.ADDRESS, most=300, minutes=10)

#: A PDF costs 30 ms, a Word file 100: one a second for one reader, ten for a room.
EXPORTS = Limit(name="files", per=Per.COOKIE, most=60, minutes=10)
EXPORTS_FROM_ONE_PLACE = Limit(name="files from one address", per=Per.ADDRESS, most=600, minutes=10)

#: Programs score in loops: two a second leave the server to its readers.
SCORES = Limit(name="scores", per=Per.ADDRESS, most=1_200, minutes=10)

#: Checking a long job ad takes a tenth of a second and more.
CHECKS = Limit(name="job ads checked", per=Per.ADDRESS, most=300, minutes=10)

#: Whoever serves on this machine alone sees one address, as a server does that does not know
#: of its proxy: there an address says nothing, and only what can be guessed stays under a limit.
STRICT = frozenset({CODENAME_TRIES})

#: What stands under which limits: the method and the endpoint.
LIMITED: dict[tuple[str, str], tuple[Limit, ...]] = {
    ("POST", "keeping.come_back"): (CODENAME_TRIES, CODENAME_TRIES_IN_ALL),
    ("POST", "keeping.make_codename"): (CODENAMES_MADE,),
    ("GET", "keeping.come_back_by_link"): (LINKS_OPENED,),
    ("GET", "sharing.open_link"): (LINKS_OPENED,),
    ("POST", "quiz.start"): (STARTS,),
    ("POST", "again.again"): (STARTS,),
    ("GET", "exports.plan_file"): (EXPORTS, EXPORTS_FROM_ONE_PLACE),
    ("GET", "exports.plan_in"): (EXPORTS, EXPORTS_FROM_ONE_PLACE),
    ("GET", "exports.manager_file"): (EXPORTS, EXPORTS_FROM_ONE_PLACE),
    ("POST", "jobs.draft"): (EXPORTS_FROM_ONE_PLACE,),
    ("POST", "guides.guide_of_draft"): (EXPORTS_FROM_ONE_PLACE,),
    ("POST", "checks.check_ad"): (CHECKS,),
    ("POST", "api.score"): (SCORES,),
    ("POST", "api.check_job"): (CHECKS,),
}

#: A form that makes files is sent for each look at them; only the files are counted.
ONLY_IF: dict[str, Callable[[], bool]] = {
    "jobs.draft": lambda: request.form.get(BUTTON) in FORMATS,
    "guides.guide_of_draft": lambda: request.form.get(BUTTON) in GUIDE_FORMATS,
}


def set_up(app: Flask) -> None:
    """Count what stands under a limit before it is done, and refuse what is too much."""

    @app.before_request
    def count() -> None:
        # Asking for the head of a page does what asking for the page does.
        method = "GET" if request.method == "HEAD" else request.method
        endpoint = request.endpoint or ""
        limits = LIMITED.get((method, endpoint))
        if limits and ONLY_IF.get(endpoint, lambda: True)():
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
        if counts[name] > _most(limit, counts):
            raise LimitReachedError(limit, ceil((limit.until(now) - now).total_seconds()))


def _most(limit: Limit, counts: dict[str, int]) -> int:
    """Return how often *limit* allows what it counts; less while codenames are guessed."""
    in_all = counts.get(CODENAME_TRIES_IN_ALL.name, 0)
    return TRIES_WHEN_GUESSED if limit is CODENAME_TRIES and in_all > CALM_UP_TO else limit.most


def _names(limit: Limit) -> Iterator[str]:
    """Yield by what this request is counted for *limit*, if it can be told at all."""
    if limit.per is Per.EVERYBODY:
        yield limit.name
    elif limit.per is Per.COOKIE:
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
