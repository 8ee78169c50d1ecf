from __future__ import annotations

import json
from pathlib import Path

import pytest

from handful.resources import resource_path
from handful.training.sources import SOURCES, PictureSource
from tests.training.pictures import write_pictures


def ids(split_file: str, split: str) -> set[str]:
    named = json.loads(resource_path("splits", split_file).read_text(encoding="utf-8"))
    return set(named[split])


UNSEEN = ids("mini_imagenet.json", "validation") | ids("mini_imagenet.json", "novel")


def test_the_splits_of_mini_imagenet_are_those_of_the_papers_and_share_no_class() -> None:
    base, validation, novel = (ids("mini_imagenet.json", s) for s in ("base", "validation", "novel"))
    assert (len(base), len(validation), len(novel)) == (64, 16, 20)
    assert not base & validation
    assert not base & novel
    assert not validation & novel


def test_no_base_class_of_tiny_imagenet_is_a_validation_or_novel_class() -> None:
    assert not ids("tiny_imagenet.json", "base") & UNSEEN


def test_the_bundled_encoder_was_trained_on_no_validation_or_novel_class() -> None:
    card = json.loads(resource_path("weights", "encoder.json").read_text(encoding="utf-8"))
    assert not set(card["class_ids"]) & UNSEEN
    assert set(card["sources"]) <= set(SOURCES)


@pytest.mark.parametrize(
    ("name", "folder", "class_id"),
    [
        ("mini-imagenet", "train", min(UNSEEN)),
        ("tiny-imagenet", "tiny-imagenet-200/train", min(UNSEEN)),
        ("imagenette", "train", "n03417042"),
        ("imagewoof", "val", "n02099601"),
        ("caltech-101", "101_ObjectCategories", "dalmatian"),
    ],
)
def test_a_source_does_not_offer_a_validation_or_novel_class_to_train_on(
    tmp_path: Path, name: str, folder: str, class_id: str
) -> None:
    write_pictures(tmp_path / folder, [class_id], 1)
    assert list(SOURCES[name].pictures(tmp_path, "base", 0)) == []


def test_classes_left_out_are_left_out(tmp_path: Path) -> None:
    write_pictures(tmp_path, ["ant", "bee"], 2)
    source = PictureSource("zoo", ("*",), leave_out=frozenset({"ant"}))
    assert {class_id for class_id, _ in source.pictures(tmp_path, "base", 0)} == {"zoo/bee"}


def test_wordnet_classes_keep_their_id_and_others_get_the_name_of_their_source(tmp_path: Path) -> None:
    write_pictures(tmp_path, ["n01234567", "bee"], 1)
    found = {class_id for class_id, _ in PictureSource("zoo", ("*",)).pictures(tmp_path, "base", 0)}
    assert found == {"n01234567", "zoo/bee"}


def test_a_source_without_a_split_has_base_classes_only(tmp_path: Path) -> None:
    write_pictures(tmp_path, ["bee"], 1)
    assert list(PictureSource("zoo", ("*",)).pictures(tmp_path, "validation", 0)) == []


def test_no_more_pictures_of_a_class_are_taken_than_said_and_always_the_same(tmp_path: Path) -> None:
    write_pictures(tmp_path, ["ant", "bee"], 9)
    source = PictureSource("zoo", ("*",), per_class=4)
    first, again, other = ([p for _, p in source.pictures(tmp_path, "base", seed)] for seed in (0, 0, 1))
    assert first == again != other
    assert len(first) == 8
