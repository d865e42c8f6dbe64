"""Settings from the environment, each with a safe default."""

import os
import secrets
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError

from kamquiz.private_files import FILE, make_private_folder, take_from_others

ROOT = Path(__file__).parents[1]

SECRET_KEY_BYTES = 32

#: Shorter ones are tried out by whoever holds a cookie.
MIN_SECRET_KEY_LENGTH = 16

#: What `openssl rand -base64 32` prints is longer; what people think up mostly is not.
MIN_KEY_LENGTH = 32


#: A token that somebody could guess guards nothing.
MIN_METRICS_TOKEN = 20


class LogForm(StrEnum):
    """How the lines of the log are written."""

    PLAIN = "plain"
    JSON = "json"


class SettingError(ValueError):
    """An environment variable has a value that cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this process runs; docs/settings.md lists the variables."""

    database_url: str
    secret_key: str
    https: bool = False
    trusted_hosts: tuple[str, ...] = ()
    proxies: int = 0
    backup_key: str | None = None
    log: LogForm = LogForm.PLAIN
    metrics_token: str | None = None
    operator: str = ""
    contact: str = ""
    legal_basis: str = ""
    questions: Path = ROOT / "questions"


def settings_from(
    environment: Mapping[str, str], *, instance: Path = ROOT / "instance"
) -> Settings:
    """Return the settings in *environment*; *instance* keeps what is made when unset."""
    take_from_others(instance)
    return Settings(
        database_url=_database(
            "KAMQUIZ_DATABASE_URL",
            environment.get("KAMQUIZ_DATABASE_URL") or f"sqlite:///{instance / 'kamquiz.sqlite'}",
        ),
        secret_key=_secret("KAMQUIZ_SECRET_KEY", environment.get("KAMQUIZ_SECRET_KEY"))
        or _kept_secret(instance / "secret_key"),
        https=_switch("KAMQUIZ_HTTPS", environment.get("KAMQUIZ_HTTPS") or "0"),
        trusted_hosts=tuple(environment.get("KAMQUIZ_TRUSTED_HOSTS", "").replace(",", " ").split()),
        proxies=_count("KAMQUIZ_PROXIES", environment.get("KAMQUIZ_PROXIES") or "0"),
        backup_key=_long("KAMQUIZ_BACKUP_KEY", environment.get("KAMQUIZ_BACKUP_KEY")),
        log=_log_form("KAMQUIZ_LOG", environment.get("KAMQUIZ_LOG") or LogForm.PLAIN.value),
        metrics_token=_token(
            "KAMQUIZ_METRICS_TOKEN", environment.get("KAMQUIZ_METRICS_TOKEN") or None
        ),
        operator=environment.get("KAMQUIZ_OPERATOR", "").strip(),
        contact=environment.get("KAMQUIZ_CONTACT", "").strip(),
        legal_basis=environment.get("KAMQUIZ_LEGAL_BASIS", "").strip(),
    )


def _switch(name: str, value: str) -> bool:
    if value in {"0", "1"}:
        return value == "1"
    raise SettingError(f"{name} must be 1 or 0, not {value!r}")


def _count(name: str, value: str) -> int:
    if value.isascii() and value.isdigit():
        return int(value)
    raise SettingError(f"{name} must be a whole number, not {value!r}")


def _long(name: str, value: str | None) -> str | None:
    if value and len(value) < MIN_KEY_LENGTH:
        raise SettingError(f"{name} must have {MIN_KEY_LENGTH} characters or more")
    return value or None


def _log_form(name: str, value: str) -> LogForm:
    try:
        return LogForm(value)
    except ValueError as error:
        raise SettingError(f"{name} must be plain or json, not {value!r}") from error


def _token(name: str, value: str | None) -> str | None:
    if value is not None and len(value) < MIN_METRICS_TOKEN:
        raise SettingError(f"{name} must have {MIN_METRICS_TOKEN} characters at least")
    return value


def _database(name: str, value: str) -> str:
    """Return the address *value*; what is wrong with it is told without a password in it."""
    try:
        backend = make_url(value).get_backend_name()
    except ArgumentError:
        backend = ""
    if backend not in {"sqlite", "postgresql"}:
        raise SettingError(
            f"{name} must be an address like sqlite:////srv/kamquiz.sqlite"
            " or postgresql://user:password@host/kamquiz"
        )
    return value


def _secret(name: str, value: str | None) -> str | None:
    if value and len(value.strip()) < MIN_SECRET_KEY_LENGTH:
        raise SettingError(f"{name} must have {MIN_SECRET_KEY_LENGTH} characters or more")
    return value or None


def _kept_secret(file: Path) -> str:
    """Return the secret in *file*, made on first use; two processes agree on one."""
    try:
        if not file.exists():
            _make_secret(file)
        take_from_others(file)
        content = file.read_text(encoding="ascii")
    except OSError as error:
        raise SettingError(
            f"{error.filename or file}: {error.strerror}; let this user read and write there,"
            " or set KAMQUIZ_SECRET_KEY"
        ) from error
    except UnicodeDecodeError:
        content = ""
    if len(content.strip()) < MIN_SECRET_KEY_LENGTH:
        raise SettingError(
            f"{file} holds no secret of {MIN_SECRET_KEY_LENGTH} characters or more;"
            " restore the file, or delete it: cookies and codenames then end"
        )
    return content


def _make_secret(file: Path) -> None:
    """Write a secret to *file*, unless another process was first; nobody sees half of one."""
    make_private_folder(file.parent)
    new = file.with_name(f"{file.name}.{secrets.token_hex()}")
    with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, FILE), "w") as opened:
        opened.write(secrets.token_urlsafe(SECRET_KEY_BYTES))
    with suppress(FileExistsError):
        os.link(new, file)
    new.unlink()
