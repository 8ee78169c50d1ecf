"""Adapted classifiers as tensors and values, and back."""

from __future__ import annotations

import copy
from dataclasses import replace

import pytest
import torch

from handful.fewshot.adapter import Setting, first_meta
from handful.fewshot.anil import ADAPTS, Anil
from handful.fewshot.auto import Choice, ChosenClassifier
from handful.fewshot.exported import ExportError, Packed, pack, unpack
from handful.fewshot.exported_networks import NetworkError, network_values
from handful.fewshot.learner import adapt_fully
from handful.fewshot.learners import make_learner
from handful.fewshot.matching import Matching
from handful.fewshot.prototypes import Prototypes
from handful.fewshot.ridge import Ridge
from handful.fewshot.unknown import Cell, UnknownFit, WithUnknown
from tests.fewshot.meta_trained import SETTINGS, weights_of
from tests.fewshot.tiny import PLAIN, random_support

D, COUNTS = 8, [3, 1, 4]
CENTRE = torch.linspace(-1, 1, D)
FIT = UnknownFit((1,), (1,), ((Cell(10.0, 1.0, 1.0, -5.0, 0.0, 1.0, 1.0),),), 0.3)
PROTOTYPES = Prototypes(CENTRE, PLAIN, "encoder")
LEARNERS = {
    "prototypes": PROTOTYPES,
    "matching": Matching(CENTRE, 5.0, PLAIN, "encoder"),
    "ridge": Ridge(CENTRE, 1.0, PLAIN, "encoder"),
    "anil": Anil(first_meta(D, ADAPTS), Setting(2, CENTRE, PLAIN, "encoder")),
    **{
        name: make_learner(name, CENTRE, SETTINGS[name], PLAIN, "encoder", weights_of(name, D))
        for name in ("relation", "memory", "in-context")
    },
}


def adapted(name="prototypes"):
    return adapt_fully(WithUnknown(LEARNERS[name], CENTRE, FIT), random_support(COUNTS))


def through(packed):
    return unpack(packed, n_way=len(COUNTS), embedding_size=D)


@pytest.mark.parametrize("name", LEARNERS)
def test_what_comes_back_gives_the_same_answers_under_the_same_hash(name):
    before = adapted(name)
    after = through(pack(before))
    queries = random_support([5, 5], seed=3).embeddings
    for field in ("similarity", "probability", "p_unknown", "unknown"):
        assert torch.equal(
            getattr(before.classify(queries), field), getattr(after.classify(queries), field)
        ), field
    assert after.model_hash == before.model_hash


def test_of_a_chosen_classifier_only_what_was_chosen_goes_out():
    plain = adapted()
    chosen = replace(plain, classifier=ChosenClassifier(plain.classifier, Choice("prototypes", "why")))
    assert pack(chosen).values == pack(plain).values
    assert through(pack(chosen)).model_hash == chosen.model_hash


def test_a_classifier_of_another_kind_is_refused_by_name():
    with pytest.raises(ExportError, match="a object has no file form yet; choose another learner"):
        pack(replace(adapted(), classifier=object()))


def spoiled(change, name="prototypes"):
    """What was packed, changed by a stranger."""
    packed = pack(adapted(name))
    tensors, values = dict(packed.tensors), copy.deepcopy(dict(packed.values))
    change(tensors, values)
    return Packed(tensors, values)


def put(key, value, *, inside=("classifier",)):
    def change(_tensors, values):
        for name in inside:
            values = values[name]
        values[key] = value

    return change


def put_tensor(name, tensor):
    return lambda tensors, _values: tensors.update({name: tensor})


def of_four_classes(tensors, _values):
    tensors.update({"classifier.weights": torch.ones(4, D), "classifier.bias": torch.ones(4)})


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (put("kind", "os.system"), "of a kind that this version does not know"),
        (put("kind", ["linear-head"]), "of a kind that this version does not know"),
        (put("kind", "calibration", inside=("detector",)), "of a kind that this version does not know"),
        (put("__class__", "x"), "has other fields than a LinearHead"),
        (put("n_shot", float("nan")), "n_shot is not a float that can be used"),
        (put("n_shot", True), "n_shot is not a float that can be used"),
        (put("n_shot", 10**400), "n_shot is not a float that can be used"),
        (put("learner", "x" * 501), "learner is not a str that can be used"),
        (put("calibration", None), "is not what it should be"),
        (put("shots", [1] * 10_001, inside=("classifier", "calibration")), "is not what it should be"),
        (put("shots", ["1"], inside=("classifier", "calibration")), "is not a int that can be used"),
        (put("scales", [], inside=("classifier", "calibration")), "do not fit together"),
        (lambda tensors, _: tensors.pop("classifier.weights"), "'classifier.weights' is missing"),
        (put_tensor("more", torch.ones(1)), "nothing is known of its tensor 'more'"),
        (put_tensor("classifier.weights", torch.full((3, D), torch.inf)), "values that are not finite"),
        (put_tensor("classifier.weights", torch.ones(3, D).double()), r"holds torch\.float64"),
        (put_tensor("classifier.weights", torch.ones(3, D + 1)), "do not fit together"),
        (put_tensor("classifier.weights", torch.ones(4, D)), "do not fit together"),
        (of_four_classes, "no usable answer for 3 classes"),
    ],
)
def test_what_a_stranger_changed_is_refused_with_the_reason(change, words):
    with pytest.raises(ExportError, match=words):
        through(spoiled(change))


def test_values_nested_without_end_are_refused():
    values = {"kind": "known-or-unknown", "classifier": None, "detector": None}
    for _ in range(50):
        values = {"kind": "known-or-unknown", "classifier": values, "detector": None}
    with pytest.raises(ExportError, match="is not what it should be"):
        through(Packed({}, values))


def sizes(**changed):
    return lambda _tensors, values: values["classifier"]["network"]["sizes"].update(changed)


def other_network(_tensors, values):
    values["classifier"]["network"] = {"kind": "memory-reader", "sizes": {}}


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (sizes(hidden=5), "its tensors do not fit its sizes"),
        (sizes(hidden=10**9), "its sizes are not what they should be"),
        (sizes(layers=33), "its sizes are not what they should be"),
        (sizes(inner=True), "its sizes are not what they should be"),
        (sizes(more=1), "its tensors do not fit its sizes"),
        (put("sizes", [], inside=("classifier", "network")), "its sizes are not what they should be"),
        (
            put("path", "/etc/passwd", inside=("classifier", "network")),
            "of a kind that this version does not",
        ),
        (put("kind", "torch.nn.Linear", inside=("classifier", "network")), "of a kind that this version"),
        (other_network, "of a kind that this version does not know"),
        (put("network", None), "is not what it should be"),
        (put("kept", [None]), r"nothing is known of its tensor 'classifier\.kept"),
        (lambda tensors, _: tensors.pop("classifier.network.begin.bias"), "its tensors do not fit its sizes"),
        (put_tensor("classifier.network.more", torch.ones(1)), "its tensors do not fit its sizes"),
        (put_tensor("classifier.network.begin.bias", torch.ones(9)), "its tensors do not fit its sizes"),
        (put_tensor("classifier.network.begin.bias", torch.ones(4).long()), "its tensors are not float32"),
        (put_tensor("classifier.network.begin.bias", torch.full((4,), torch.nan)), "are not finite"),
        (put_tensor("classifier.kept.0", torch.ones(3, D + 1)), "do not fit together"),
    ],
)
def test_a_network_that_a_stranger_changed_is_refused_with_the_reason(change, words):
    with pytest.raises(ExportError, match=words):
        through(spoiled(change, "in-context"))


def memory_put(key, value):
    return put(key, value, inside=("classifier", "memory"))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (memory_put("labels", ["class 0", "class 0", "class 1"]), "one set of slots for each of its labels"),
        (memory_put("labels", ["class 0"]), "one set of slots for each of its labels"),
        (memory_put("labels", [1, 2, 3]), "is not a str that can be used"),
        (memory_put("kind", "slots"), "of a kind that this version does not know"),
        (put_tensor("classifier.memory.slots.0.keys", torch.ones(3, D - 1)), "do not fit together"),
    ],
)
def test_a_memory_that_a_stranger_changed_is_refused_with_the_reason(change, words):
    with pytest.raises(ExportError, match=words):
        through(spoiled(change, "memory"))


def test_a_memory_keeps_the_order_of_its_classes_and_can_be_written_to_again():
    before, after = adapted("memory").classifier.memory, through(pack(adapted("memory"))).classifier.memory
    assert after.labels == before.labels
    more = random_support([2], seed=8).embeddings
    for memory in (before, after):
        memory.write(more, memory.labels[1])
        memory.forget(memory.labels[0])
    queries = random_support([5], seed=3).embeddings
    assert torch.equal(after.read(queries), before.read(queries))


def test_the_network_that_comes_back_is_a_copy_that_nothing_trains():
    before, after = (
        adapted("relation").classifier.network,
        through(pack(adapted("relation"))).classifier.network,
    )
    theirs = {p.data_ptr() for p in before.parameters()}
    assert not theirs & {p.data_ptr() for p in after.parameters()}
    assert not after.training
    assert not any(p.requires_grad for p in after.parameters())


def test_a_network_of_another_kind_has_no_file_form():
    with pytest.raises(NetworkError, match="a Linear has no file form yet"):
        network_values(torch.nn.Linear(2, 2))
