"""Files for readers to keep."""

import pytest

from kamquiz.domain.text import Language
from kamquiz.web.downloads import file_name


@pytest.mark.parametrize(
    ("languages", "name"),
    [([Language.PL], "kamquiz-job-pl.pdf"), (list(Language), "kamquiz-job-pl-en.pdf")],
)
def test_a_file_is_named_after_its_languages(languages, name):
    assert file_name("job", languages, "pdf") == name
