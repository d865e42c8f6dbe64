"""What a posting or a file of a job asks, as it is kept beside an attempt."""

import json
from collections.abc import Sequence
from typing import Any

from kamquiz.domain.bank.role import JobTarget, Line
from kamquiz.domain.text import Text


def write_target(target: JobTarget | None) -> str | None:
    """Return *target* as the text of its document."""
    if target is None:
        return None
    return json.dumps(
        {
            "title": [target.title.pl, target.title.en],
            "traits": dict(target.traits),
            "skills": dict(target.skills),
            "duties": [_line(one) for one in target.duties],
            "must": [_line(one) for one in target.must],
            "nice": [_line(one) for one in target.nice],
        },
        ensure_ascii=False,
    )


def read_target(document: str | None) -> JobTarget | None:
    """Return the target in *document*, if there is one."""
    if document is None:
        return None
    kept = json.loads(document)
    pl, en = kept["title"]
    return JobTarget(
        title=Text(pl=pl, en=en),
        traits=kept["traits"],
        skills=kept["skills"],
        duties=_read_lines(kept["duties"]),
        must=_read_lines(kept["must"]),
        nice=_read_lines(kept["nice"]),
    )


def _line(line: Line) -> list[Any]:
    return [line.id, line.text.pl, line.text.en, list(line.serves)]


def _read_lines(kept: Sequence[Any]) -> tuple[Line, ...]:
    return tuple(
        Line(id=name, text=Text(pl=pl, en=en), serves=tuple(serves))
        for name, pl, en, serves in kept
    )
