"""Settings from the environment, each with a safe default."""

import os
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).parents[1]

SECRET_KEY_BYTES = 32


class SettingError(ValueError):
    """An environment variable has a value that cannot be used."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """How this process runs; the README lists the variables."""

    database_url: str
    secret_key: str
    https: bool = False
    trusted_hosts: tuple[str, ...] = ()
    proxies: int = 0
    questions: Path = ROOT / "questions"


def settings_from(
    environment: Mapping[str, str], *, instance: Path = ROOT / "instance"
) -> Settings:
    """Return the settings in *environment*; *instance* keeps what is made when unset."""
    return Settings(
        database_url=environment.get("KAMQUIZ_DATABASE_URL")
        or f"sqlite:///{instance / 'kamquiz.sqlite'}",
        secret_key=environment.get("KAMQUIZ_SECRET_KEY") or _kept_secret(instance / "secret_key"),
        https=environment.get("KAMQUIZ_HTTPS", "") == "1",
        trusted_hosts=tuple(environment.get("KAMQUIZ_TRUSTED_HOSTS", "").replace(",", " ").split()),
        proxies=_count("KAMQUIZ_PROXIES", environment.get("KAMQUIZ_PROXIES", "0")),
    )


def _count(name: str, value: str) -> int:
    if value.isascii() and value.isdigit():
        return int(value)
    raise SettingError(f"{name} must be a whole number, not {value!r}")


def _kept_secret(file: Path) -> str:
    """Return the secret in *file*, made on first use; two processes agree on one."""
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with os.fdopen(os.open(file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as new:
            new.write(secrets.token_urlsafe(SECRET_KEY_BYTES))
    except FileExistsError:
        pass
    return file.read_text(encoding="ascii")
