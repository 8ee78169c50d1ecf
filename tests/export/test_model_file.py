"""The form of a `.handful-model`, and that nothing but a whole one is read."""

from __future__ import annotations

import json

import pytest
import torch
from safetensors.torch import load, save

from handful.export import model_file
from handful.export.model_file import AboutModel, Model, ModelFileError, Needed, read_model, write_model
from handful.fewshot.learner import adapt_fully
from handful.fewshot.prototypes import Prototypes
from tests.fewshot.tiny import PLAIN, random_support

D = 8
NEEDED = Needed("encoder", D, torch.device("cpu"))


@pytest.fixture
def path(tmp_path):
    """A model of two classes."""
    classifier = adapt_fully(Prototypes(torch.zeros(D), PLAIN, "encoder"), random_support([2, 3]))
    about = AboutModel(
        class_names=("kurz", "λάμδα"),
        learner="prototypes",
        n_support=5,
        encoder_name="tiny",
        encoder_sha256="encoder",
        model_sha256=classifier.model_hash,
        handful_version="1.0",
    )
    write_model(Model(about, classifier), tmp_path / "m.handful-model")
    return tmp_path / "m.handful-model"


def test_what_was_written_is_read(path):
    model = read_model(path, NEEDED)
    assert model.about.class_names == ("kurz", "λάμδα")
    queries = random_support([4], D).embeddings
    assert model.classifier.classify(queries).probability.shape == (4, 2)


def test_every_damaged_byte_is_noticed(path):
    data = bytearray(path.read_bytes())
    for place in {0, 5, 9, 40, len(data) // 2, len(data) - 1, *range(8, len(data), 97)}:
        spoiled = data.copy()
        spoiled[place] ^= 0x41
        path.write_bytes(spoiled)
        with pytest.raises(ModelFileError):
            read_model(path, NEEDED)


@pytest.mark.parametrize("content", [b"", b"\x80\x04K\x01.", b"\xff" * 64, b"[]" * 100])
def test_what_is_no_model_is_refused(path, content):
    path.write_bytes(content)
    with pytest.raises(ModelFileError, match="is no model file, or is damaged"):
        read_model(path, NEEDED)


def test_a_missing_file_and_one_that_is_too_large_are_refused(path, monkeypatch):
    with pytest.raises(ModelFileError, match="there is no model file"):
        read_model(path.with_name("none"), NEEDED)
    monkeypatch.setattr(model_file, "MAX_BYTES", 10)
    with pytest.raises(ModelFileError, match="larger than 10 bytes; it is refused"):
        read_model(path, NEEDED)


def test_weights_of_something_else_are_no_model(path):
    path.write_bytes(save({"a": torch.ones(2)}))
    with pytest.raises(ModelFileError, match="is no model of Handful's"):
        read_model(path, NEEDED)


def test_another_encoder_is_named(path):
    with pytest.raises(
        ModelFileError, match="was made with the encoder encoder…, this copy of Handful has abc…"
    ):
        read_model(path, Needed("abc", D, NEEDED.device))


def forged(path, change):
    """As a stranger would: the content changed, and its SHA-256 made to fit."""
    data = path.read_bytes()
    header = json.loads(data[8 : 8 + int.from_bytes(data[:8], "little")])
    values, tensors = json.loads(header["__metadata__"]["handful"].partition(" ")[2]), load(data)
    change(values)
    put_in(path, json.dumps(values), tensors)


def put_in(path, text, tensors):
    path.write_bytes(save(tensors, {"handful": model_file._sealed(text, tensors)}))


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (lambda v: v.update(form=99), "another version of Handful"),
        (lambda v: v.pop("about"), "cannot be used"),
        (lambda v: v["about"].update(path="/etc/passwd"), "cannot be used"),
        (lambda v: v["about"].update(class_names=["a"]), "no usable answer for 1 classes"),
        (lambda v: v["about"].update(class_names=["a", "a"]), "the same name"),
        (lambda v: v["about"].update(class_names=["a", "b\n"]), "cannot be printed"),
        (lambda v: v["about"].update(class_names=["a", ["b"]]), "cannot be used"),
        (lambda v: v["about"].update(n_support=-1), "is not a count"),
        (lambda v: v["about"].update(model_sha256="0"), "another classifier than it says"),
        (lambda v: v["classifier"].update(kind="builtins.eval"), "a kind that this version does not know"),
        (lambda v: v["classifier"].update(n_shot="5"), "n_shot is not a float"),
    ],
)
def test_what_a_stranger_wrote_is_refused_with_the_reason(path, change, words):
    forged(path, change)
    with pytest.raises(ModelFileError, match=words):
        read_model(path, NEEDED)


def test_json_nested_without_end_is_refused(path):
    tensors = load(path.read_bytes())
    put_in(path, "[" * 200_000, tensors)
    with pytest.raises(ModelFileError, match="cannot be used"):
        read_model(path, NEEDED)
