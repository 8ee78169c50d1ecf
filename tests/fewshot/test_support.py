from __future__ import annotations

import pytest
import torch

from handful.fewshot.support import SupportError, SupportSet
from tests.fewshot.tiny import support


def test_pictures_are_counted_per_class() -> None:
    assert support([[1.0], [2.0], [3.0]], [1, 0, 1]).shots().tolist() == [1, 2]


def test_a_support_set_without_a_class_is_refused() -> None:
    with pytest.raises(SupportError, match="no class yet"):
        SupportSet(torch.zeros(0, 2), torch.zeros(0, dtype=torch.int64), ())


def test_an_empty_class_is_named() -> None:
    with pytest.raises(SupportError, match="class 'class 1' has no readable picture; add at least 1"):
        support([[1.0], [2.0]], [0, 2], n_way=3)


@pytest.mark.parametrize("bad", [float("nan"), float("inf"), -float("inf")])
def test_an_embedding_that_is_not_finite_names_its_class(bad: float) -> None:
    with pytest.raises(SupportError, match="class 'class 1' has an embedding that is not finite"):
        support([[1.0, 0.0], [bad, 0.0]], [0, 1])


@pytest.mark.parametrize("labels", [[0, 2], [-1, 0]])
def test_a_label_without_a_class_name_is_refused(labels: list[int]) -> None:
    with pytest.raises(SupportError, match=r"labels must lie in 0\.\.1"):
        support([[1.0], [2.0]], labels, n_way=2)


@pytest.mark.parametrize(
    ("embeddings", "labels"),
    [
        (torch.zeros(3, 2), torch.zeros(2, dtype=torch.int64)),
        (torch.zeros(2), torch.zeros(2, dtype=torch.int64)),
    ],
)
def test_shapes_that_do_not_fit_are_told_with_what_is_needed(
    embeddings: torch.Tensor, labels: torch.Tensor
) -> None:
    with pytest.raises(SupportError, match=r"needed are \(n, \*shape\) and \(n,\)"):
        SupportSet(embeddings, labels, ("a",))
