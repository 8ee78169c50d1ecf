"""The share of strangers of a project, from whatever stands in its file."""

import pytest

from handful.project.strangers import DEFAULT_SHARE, LARGEST_SHARE, stranger_share


@pytest.mark.parametrize(
    ("text", "share"),
    [("0.5", 0.5), ("0", 0.0), ("-3", 0.0), ("2", LARGEST_SHARE), ("inf", 0.3), ("nan", 0.3), ("many", 0.3)],
)
def test_what_stands_in_the_file_is_kept_in_bounds(text, share):
    assert stranger_share({"stranger_share": text}) == share


def test_where_nothing_is_set_it_is_the_usual():
    assert stranger_share({}) == DEFAULT_SHARE == 0.3
