"""A few letters find what is meant."""

import pytest

from handful.ui.fuzzy import best, match

TEXTS = ["New project", "Add pictures", "Add folder", "Sort by: Name", "Show: Unknown", "Unknown", "Undo"]


@pytest.mark.parametrize(
    ("wanted", "first"),
    [
        ("adf", "Add folder"),
        ("folder", "Add folder"),
        ("FOLD add", "Add folder"),
        ("un", "Unknown"),
        ("undo", "Undo"),
        ("unk", "Unknown"),
        ("show un", "Show: Unknown"),
        ("sbn", "Sort by: Name"),
        ("ctur", "Add pictures"),
        ("nme", "Sort by: Name"),
    ],
)
def test_the_best_match_comes_first(wanted, first):
    assert TEXTS[best(wanted, TEXTS)[0][0]] == first


def test_nothing_wanted_is_everything_in_its_order_and_letters_that_are_missing_find_nothing():
    assert [place for place, _ in best("  ", TEXTS)] == list(range(len(TEXTS)))
    assert best("qqq", TEXTS) == []
    assert match("add zebra", "Add folder") is None


def test_the_letters_that_were_meant_are_told():
    assert match("adf", "Add folder").places == (0, 1, 4)
    assert match("der", "Add folder").places == (7, 8, 9)
    assert match("x", "İ x").places == (2,)
