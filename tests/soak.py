"""Long loads: a share of each with every commit, the whole with `make soak`.

A test that attacks, kills or overloads takes its numbers from `times` and bears the marker `soak`:

    @pytest.mark.soak
    def test_no_answer_is_lost(record_property):
        for _kill in range(times(200)):  # 20 with every commit, 200 with KAMQUIZ_SOAK=1
            ...
        record_property("kills", 200)

`make soak` runs the tests with this marker at full length and prints a table: test, result,
seconds, and what the tests recorded with `record_property`.
"""

import os

import pytest

FULL_LENGTH = os.environ.get("KAMQUIZ_SOAK") == "1"


def times(full: int, share: int = 10) -> int:
    """Return *full* with KAMQUIZ_SOAK=1, else one part of *share* equal parts, and at least 1."""
    return full if FULL_LENGTH else max(1, full // share)


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "soak: does more of the same with `make soak`")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table of `make soak`."""
    if not FULL_LENGTH:
        return
    reports = [
        report
        for outcome in ("passed", "failed", "error", "skipped")
        for report in terminalreporter.getreports(outcome)
        if "soak" in report.keywords and (report.when == "call" or not report.passed)
    ]
    terminalreporter.section("soak")
    for report in sorted(reports, key=lambda report: report.nodeid):
        file, _, test = report.nodeid.partition("::")
        figures = "; ".join(f"{name}: {value}" for name, value in report.user_properties)
        terminalreporter.write_line(
            f"{report.outcome:<8}{report.duration:>7.0f} s  {test}  ({file})"
        )
        if figures:
            terminalreporter.write_line(f"{'':<19}{figures}")
