"""How the views say numbers and reasons."""

import pytest

from handful.ui.views.words import pictures, sentence


@pytest.mark.parametrize(("n", "said"), [(0, "0 pictures"), (1, "1 picture"), (2, "2 pictures")])
def test_pictures_are_counted_in_words(n, said):
    assert pictures(n) == said


@pytest.mark.parametrize(
    ("reason", "said"),
    [
        ("there is no such file", "There is no such file"),
        ("labels.csv was not written", "labels.csv was not written"),
        ("stop.", "Stop."),
        ("", ""),
    ],
)
def test_a_reason_becomes_a_sentence_and_a_file_keeps_its_name(reason, said):
    assert sentence(reason) == said
