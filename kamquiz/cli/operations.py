"""`flask backup`, `flask restore` and `flask purge`."""

from collections.abc import Mapping
from math import isfinite
from pathlib import Path
from typing import BinaryIO

import click

from kamquiz.cli.output import OneLineCommand, fail
from kamquiz.domain.assessment.attempts import Attempt
from kamquiz.private_files import NotAFileError, written_whole
from kamquiz.storage.backups import (
    BackupError,
    note_backup,
    restore_backup,
    row_counts,
    write_backup,
)
from kamquiz.storage.encryption import SealError
from kamquiz.web.profiles import profile_of
from kamquiz.web.services import services

#: Attempts scored to verify a restore.
SAMPLE_SIZE = 100


@click.command(cls=OneLineCommand)
@click.argument("out", type=click.Path(dir_okay=False, path_type=Path))
def backup(out: Path) -> None:
    """Write an encrypted backup to the file OUT (key: KAMQUIZ_BACKUP_KEY)."""
    key = _backup_key()
    try:
        with written_whole(out) as file:
            counts = write_backup(services().database, file, key=key, now=services().now())
    except NotAFileError as error:
        fail([f"{error.filename}: {error.strerror}"])
    except OSError as error:
        fail([f"{out}: {error.strerror}"])
    except BackupError as error:
        fail([str(error)])
    note_backup(services().database, services().now())
    click.echo(f"{out}: {_total(counts)}")


@click.command(cls=OneLineCommand)
@click.argument("file", metavar="IN", type=click.File("rb"))
@click.option("--verify", is_flag=True, help="count the rows and score a sample afterwards")
def restore(file: BinaryIO, *, verify: bool) -> None:
    """Fill an empty database from the backup IN; needs the key it was encrypted with."""
    key = _backup_key()
    engine = services().database_as_it_is
    try:
        counts = restore_backup(engine, file, key=key)
    except (BackupError, SealError) as error:
        fail([f"{file.name}: {error}"])
    finally:
        engine.dispose()
    click.echo(f"restored: {_total(counts)}")
    if verify:
        _verify(counts)


@click.command(cls=OneLineCommand)
def purge() -> None:
    """Delete attempts whose retention period is over."""
    click.echo(f"{services().purge()} attempts deleted")


def _backup_key() -> str:
    key = services().backup_key
    if key is None:
        fail(["KAMQUIZ_BACKUP_KEY is not set"])
    return key


def _verify(counts: Mapping[str, int]) -> None:
    """Compare the restored rows with the backup and score a sample."""
    restored = row_counts(services().database)
    if restored != {**dict.fromkeys(restored, 0), **counts}:
        fail([f"{_total(restored)} are there, {_total(counts)} were in the backup"])
    sample = services().attempts.sample(SAMPLE_SIZE)
    faults = [
        f"attempt {attempt.id} has no result" for attempt in sample if not _has_result(attempt)
    ]
    if faults:
        fail(faults)
    click.echo(f"verified: all rows counted, {len(sample)} results worked out")


def _has_result(attempt: Attempt) -> bool:
    return all(isfinite(score.theta) for score in profile_of(attempt).traits)


def _total(counts: Mapping[str, int]) -> str:
    return f"{sum(counts.values())} rows in {len(counts)} tables"
