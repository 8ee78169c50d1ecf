"""What to label next, on points whose groups are placed by hand."""

import pytest
import torch
import torch.nn.functional as F

from handful.fewshot import label_next as module
from handful.fewshot.label_next import label_next

NONE = torch.empty(0, 8)


def picked(candidates, labelled=NONE, margins=None, *, n_way=0, n_picks=3, seed=0):
    generator = torch.Generator().manual_seed(seed)
    work = label_next(candidates, labelled, margins, n_way=n_way, n_picks=n_picks, generator=generator)
    while True:
        try:
            next(work)
        except StopIteration as end:
            return end.value


def group(axis, size, spread=0.25, seed=0):
    """(size, 8) unit rows about an axis; the first is the axis itself, and so the most typical one."""
    generator = torch.Generator().manual_seed(seed)
    rows = torch.eye(8)[axis] + spread * torch.randn(size, 8, generator=generator)
    rows[0] = torch.eye(8)[axis]
    return F.normalize(rows, dim=1)


@pytest.fixture
def groups():
    """Of 20, 12 and 6 rows, one after the other, and a lonely row at the end."""
    lonely = -torch.eye(8)[7:]
    return torch.cat([group(0, 20), group(1, 12, seed=1), group(2, 6, seed=2), lonely])


def test_without_labels_the_middle_of_each_group_comes_first_the_largest_before_the_others(groups):
    assert [pick.row for pick in picked(groups)] == [0, 20, 32]
    assert {pick.reason for pick in picked(groups)} == {"typical"}


def test_each_pick_helps_less_than_the_one_before(groups):
    gains = [pick.gain for pick in picked(groups, n_picks=30)]
    assert gains == sorted(gains, reverse=True)


def test_a_group_with_an_example_waits_for_those_without(groups):
    (first, second) = picked(groups, labelled=groups[:1], n_way=1, n_picks=2)
    assert [first.row, second.row] == [20, 32]
    assert first.reason == second.reason == "typical"


def test_no_picture_is_picked_twice_and_more_than_there_are_is_all_of_them(groups):
    rows = [pick.row for pick in picked(groups, n_picks=1000)]
    assert sorted(rows) == list(range(len(groups)))


def test_nothing_to_label_is_no_pick():
    assert picked(NONE) == ()


def test_with_labels_in_every_group_the_close_calls_come_first(groups):
    labelled = torch.cat([groups[:8], groups[20:28], groups[32:38]])
    margins = torch.full((len(groups),), 1.0)
    close = torch.tensor([15, 16])  # of the first group, and no more typical than the others
    margins[close] = 0.0
    kept = groups[:38]
    first = picked(kept, labelled, margins[:38], n_way=3, n_picks=1)[0]
    blind = picked(kept, labelled, None, n_way=3, n_picks=1)[0]
    assert first.row in close.tolist()
    assert blind.row not in close.tolist()
    assert first.reason == "close"


def test_a_picture_unlike_its_classs_examples_is_told_from_a_close_call(groups):
    labelled = torch.cat([groups[:8], groups[20:28], groups[32:38]])
    reasons = {
        p.row: p.reason for p in picked(groups[:38], labelled, torch.arange(38) / 38, n_way=3, n_picks=38)
    }
    covered = [row for row, reason in reasons.items() if reason != "typical"]
    assert {reasons[row] for row in covered if row < 18} == {"close"}
    assert {reasons[row] for row in covered if row > 20} == {"variety"}


def test_a_group_without_a_label_is_told_from_a_close_call_whatever_its_margins(groups):
    labelled = torch.cat([groups[:8], groups[20:28]])
    margins = torch.full((38,), 1.0)
    margins[32:] = 0.0
    first = picked(groups[:38], labelled, margins, n_way=2, n_picks=1)[0]
    assert (first.row, first.reason) == (32, "typical")


def test_the_scale_of_the_margins_does_not_matter(groups):
    margins = torch.rand(len(groups), generator=torch.Generator().manual_seed(1))
    labelled = torch.cat([groups[:2], groups[20:22]])
    one = picked(groups, labelled, margins, n_way=2, n_picks=10)
    other = picked(groups, labelled, 50 * margins, n_way=2, n_picks=10)
    assert [p.row for p in one] == [p.row for p in other]


def test_margins_that_are_all_nothing_change_nothing(groups):
    flat = picked(groups, groups[:1], torch.zeros(len(groups)), n_way=1, n_picks=5)
    assert [p.row for p in flat] == [p.row for p in picked(groups, groups[:1], None, n_way=1, n_picks=5)]


def test_the_lazy_search_finds_what_a_full_one_finds(monkeypatch):
    generator = torch.Generator().manual_seed(3)
    z = F.normalize(torch.randn(300, 8, generator=generator), dim=1)
    lazy = [p.row for p in picked(z, z[:5], n_way=1, n_picks=40)]
    monkeypatch.setattr(module, "_BLOCK", len(z))
    assert [p.row for p in picked(z, z[:5], n_way=1, n_picks=40)] == lazy


def test_of_very_many_some_are_covered_the_same_for_the_same_seed(monkeypatch, groups):
    monkeypatch.setattr(module, "MAX_TARGETS", 24)
    assert picked(groups, seed=5) == picked(groups, seed=5)
    assert {pick.row for pick in picked(groups, seed=5)} & set(range(20))  # the largest group is not missed


def test_it_can_be_stopped_between_two_parts(monkeypatch, groups):
    monkeypatch.setattr(module, "_CHUNK", 10)
    work = label_next(groups, groups[:25], None, n_way=1, n_picks=2, generator=torch.Generator())
    assert len(list(work)) == 3 + 4 + 2  # parts of the labels, parts of the heap, picks
