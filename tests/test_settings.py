"""Settings come from the environment, each with a safe default."""

import stat
import sys
from concurrent.futures import ThreadPoolExecutor

import pytest

from kamquiz.settings import ROOT, LogForm, SettingError, settings_from


def settings(tmp_path, **environment):
    return settings_from(
        {f"KAMQUIZ_{name}": value for name, value in environment.items()},
        instance=tmp_path / "instance",
    )


def test_without_an_environment_everything_is_safe_and_local(tmp_path):
    found = settings(tmp_path)

    assert found.database_url == f"sqlite:///{tmp_path / 'instance' / 'kamquiz.sqlite'}"
    assert not found.https
    assert found.trusted_hosts == ()
    assert found.proxies == 0
    assert found.questions == ROOT / "questions"


def test_a_secret_is_made_once_and_kept_from_other_users(tmp_path):
    first, second = settings(tmp_path).secret_key, settings(tmp_path).secret_key

    file = tmp_path / "instance" / "secret_key"
    assert first == second == file.read_text(encoding="ascii")
    assert len(first) >= 43
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_two_places_have_two_secrets(tmp_path):
    one, other = settings(tmp_path / "one"), settings(tmp_path / "other")

    assert one.secret_key != other.secret_key


def test_processes_that_start_together_agree_on_one_secret(tmp_path):
    patient = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    try:
        for place in range(20):
            with ThreadPoolExecutor(8) as threads:
                found = threads.map(settings, [tmp_path / str(place)] * 8)
            assert len({one.secret_key for one in found}) == 1
    finally:
        sys.setswitchinterval(patient)


def test_a_secret_from_the_environment_leaves_no_file(tmp_path):
    given = "given to all processes"

    assert settings(tmp_path, SECRET_KEY=given).secret_key == given
    assert not (tmp_path / "instance").exists()


def test_an_empty_variable_is_one_that_is_not_set(tmp_path):
    found = settings(
        tmp_path, DATABASE_URL="", SECRET_KEY="", TRUSTED_HOSTS="", HTTPS="", PROXIES=""
    )

    assert found.database_url.endswith("kamquiz.sqlite")
    assert found.secret_key
    assert found.trusted_hosts == ()
    assert found.proxies == 0
    assert not found.https


def test_another_database_can_be_named(tmp_path):
    address = "postgresql+psycopg://quiz@db/quiz"

    assert settings(tmp_path, DATABASE_URL=address).database_url == address


@pytest.mark.parametrize(("value", "https"), [("1", True), ("0", False), ("", False)])
def test_https_is_switched_on_with_1(tmp_path, value, https):
    assert settings(tmp_path, HTTPS=value).https is https


@pytest.mark.parametrize("value", ["true", "yes", "on", "2", " 1"])
def test_a_switch_that_is_neither_on_nor_off_is_refused_by_name(tmp_path, value):
    with pytest.raises(SettingError, match="KAMQUIZ_HTTPS must be 1 or 0"):
        settings(tmp_path, HTTPS=value)


@pytest.mark.parametrize(
    ("value", "hosts"),
    [
        ("quiz.example", ("quiz.example",)),
        ("quiz.example,www.quiz.example", ("quiz.example", "www.quiz.example")),
        (" quiz.example , .quiz.example ", ("quiz.example", ".quiz.example")),
        ("quiz.example www.quiz.example", ("quiz.example", "www.quiz.example")),
        (",,", ()),
    ],
)
def test_hosts_are_separated_by_commas_or_spaces(tmp_path, value, hosts):
    assert settings(tmp_path, TRUSTED_HOSTS=value).trusted_hosts == hosts


@pytest.mark.parametrize(("value", "count"), [("0", 0), ("1", 1), ("2", 2)])
def test_proxies_are_counted(tmp_path, value, count):
    assert settings(tmp_path, PROXIES=value).proxies == count


@pytest.mark.parametrize("value", ["many", "-1", "1.5", "\u0661", " 1", "1e1"])
def test_a_count_that_is_no_whole_number_is_refused_by_name(tmp_path, value):
    with pytest.raises(SettingError, match="KAMQUIZ_PROXIES must be a whole number"):
        settings(tmp_path, PROXIES=value)


def test_a_key_for_backups_is_long_or_not_there(tmp_path):
    assert settings(tmp_path).backup_key is None
    assert settings(tmp_path, BACKUP_KEY="").backup_key is None
    assert settings(tmp_path, BACKUP_KEY="k" * 32).backup_key == "k" * 32
    with pytest.raises(SettingError, match="32 characters"):
        settings(tmp_path, BACKUP_KEY="k" * 31)


def test_the_log_is_for_people_unless_a_program_reads_it(tmp_path):
    assert settings(tmp_path).log == settings(tmp_path, LOG="").log == LogForm.PLAIN
    assert settings(tmp_path, LOG="json").log is LogForm.JSON
    with pytest.raises(SettingError, match="KAMQUIZ_LOG must be plain or json"):
        settings(tmp_path, LOG="yaml")


def test_a_token_for_the_figures_cannot_be_guessed(tmp_path):
    assert settings(tmp_path).metrics_token is settings(tmp_path, METRICS_TOKEN="").metrics_token
    assert settings(tmp_path, METRICS_TOKEN="t" * 20).metrics_token == "t" * 20
    with pytest.raises(SettingError, match="KAMQUIZ_METRICS_TOKEN must have 20"):
        settings(tmp_path, METRICS_TOKEN="t" * 19)


def test_who_runs_this_copy_is_said_or_left_open(tmp_path):
    named = settings(tmp_path, OPERATOR=" Example, Warsaw ", CONTACT="data@example.org")

    assert (named.operator, named.contact) == ("Example, Warsaw", "data@example.org")
    assert (settings(tmp_path).operator, settings(tmp_path).contact) == ("", "")


def test_a_secret_that_can_be_tried_out_is_refused(tmp_path):
    assert settings(tmp_path, SECRET_KEY="s" * 16).secret_key == "s" * 16
    for short in ("s" * 15, "s" * 15 + " \n"):
        with pytest.raises(SettingError, match="KAMQUIZ_SECRET_KEY must have 16"):
            settings(tmp_path, SECRET_KEY=short)


@pytest.mark.parametrize("content", [b"", b"short\n", b"\xff" * 40])
def test_a_file_without_a_secret_is_refused_by_name(tmp_path, content):
    file = tmp_path / "instance" / "secret_key"
    file.parent.mkdir()
    file.write_bytes(content)

    with pytest.raises(SettingError, match="holds no secret") as refused:
        settings(tmp_path)

    assert str(file) in str(refused.value)
    assert "\n" not in str(refused.value)


def test_a_secret_that_cannot_be_read_or_made_is_told_in_one_line(tmp_path):
    (tmp_path / "instance" / "secret_key").mkdir(parents=True)
    with pytest.raises(SettingError, match="secret_key: Is a directory; let this user"):
        settings(tmp_path)

    (tmp_path / "file").touch()
    with pytest.raises(SettingError, match="KAMQUIZ_SECRET_KEY"):
        settings_from({}, instance=tmp_path / "file" / "instance")


def test_the_folder_and_the_secret_are_closed_to_others(tmp_path):
    folder = tmp_path / "instance"
    settings(tmp_path)
    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    folder.chmod(0o755)
    (folder / "secret_key").chmod(0o644)

    settings(tmp_path)

    assert stat.S_IMODE(folder.stat().st_mode) == 0o700
    assert stat.S_IMODE((folder / "secret_key").stat().st_mode) == 0o600


@pytest.mark.parametrize("value", ["mysql://user:hidden@host/db", "no address", "sqlite", "://"])
def test_an_address_of_no_database_is_refused_without_its_password(tmp_path, value):
    with pytest.raises(SettingError, match="KAMQUIZ_DATABASE_URL must be an address") as refused:
        settings(tmp_path, DATABASE_URL=value)

    assert "hidden" not in str(refused.value)
