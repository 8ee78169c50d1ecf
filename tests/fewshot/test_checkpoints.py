from __future__ import annotations

import hashlib
import json
import pickle
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch

from handful.fewshot import checkpoints
from handful.fewshot.checkpoints import CheckpointError, load_encoder, read_card, read_weights
from handful.resources import resource_path
from tests.fewshot.tiny import TINY, saved, tiny_network, tiny_pictures

CPU = torch.device("cpu")


def change_card(path: Path, **changes: Any) -> None:
    card = path.with_suffix(".json")
    card.write_text(json.dumps({**json.loads(card.read_text()), **changes}))


def test_an_encoder_comes_back_from_disk_as_it_was_saved(tmp_path: Path) -> None:
    loaded = load_encoder(CPU, saved(tmp_path))
    again = load_encoder(CPU, tmp_path / "tiny.safetensors")
    pictures = tiny_pictures(3)
    assert loaded.config == TINY
    assert loaded.name == "tiny"
    assert loaded.hash == hashlib.sha256((tmp_path / "tiny.safetensors").read_bytes()).hexdigest()
    np.testing.assert_array_equal(loaded.embed(pictures), again.embed(pictures))


def test_weights_that_were_tampered_with_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path)
    data = bytearray(path.read_bytes())
    data[-1] ^= 1
    path.write_bytes(data)
    with pytest.raises(CheckpointError, match="SHA-256"):
        load_encoder(CPU, path)


def test_a_card_of_other_weights_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path)
    change_card(path, sha256="0" * 64)
    with pytest.raises(CheckpointError, match=r"SHA-256 .* its card says 000000000000"):
        load_encoder(CPU, path)


def test_weights_of_another_architecture_are_refused(tmp_path: Path) -> None:
    path = saved(tmp_path)
    change_card(path, encoder=replace(TINY, widths=(4, 4, 6, 10)).to_json())
    with pytest.raises(CheckpointError, match="does not fit the architecture"):
        load_encoder(CPU, path)


def test_a_card_with_an_unknown_setting_is_refused(tmp_path: Path) -> None:
    path = saved(tmp_path)
    change_card(path, encoder={**TINY.to_json(), "surprise": 1})
    with pytest.raises(CheckpointError, match="surprise"):
        load_encoder(CPU, path)


class Bomb:
    def __init__(self, trace: Path) -> None:
        self.trace = trace

    def __reduce__(self) -> tuple[Any, ...]:
        return Path.write_text, (self.trace, "was run")


@pytest.mark.parametrize("write", [pickle.dumps, None], ids=["pickle", "torch.save"])
def test_a_pickle_is_refused_and_never_run(tmp_path: Path, write: Any) -> None:
    path, trace = saved(tmp_path), tmp_path / "trace"
    if write is None:
        torch.save({"bomb": Bomb(trace)}, path)
    else:
        path.write_bytes(write(Bomb(trace)))
    change_card(path, sha256=hashlib.sha256(path.read_bytes()).hexdigest())
    with pytest.raises(CheckpointError, match="not a safetensors file"):
        load_encoder(CPU, path)
    assert not trace.exists()


def test_a_file_larger_than_any_encoder_is_refused_before_it_is_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = saved(tmp_path)
    monkeypatch.setattr(checkpoints, "MAX_WEIGHTS_BYTES", path.stat().st_size - 1)
    monkeypatch.setattr(Path, "read_bytes", lambda _: pytest.fail("the file was read"))
    with pytest.raises(CheckpointError, match="larger than"):
        read_weights(path)


def test_missing_weights_and_missing_cards_say_what_to_do(tmp_path: Path) -> None:
    path = saved(tmp_path)
    path.unlink()
    with pytest.raises(CheckpointError, match="install Handful again"):
        load_encoder(CPU, path)
    path.with_suffix(".json").unlink()
    with pytest.raises(CheckpointError, match=r"tiny\.json cannot be read.*install Handful again"):
        load_encoder(CPU, path)


@pytest.mark.parametrize("text", ["", "[]", "{}", '{"sha256": 3}', "\x00"])
def test_a_card_that_is_no_card_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "tiny.json").write_text(text)
    with pytest.raises(CheckpointError, match="card"):
        read_card(tmp_path / "tiny.safetensors")


@pytest.mark.parametrize(
    "pictures",
    [
        tiny_pictures(2).astype(np.float32),
        tiny_pictures(2, 17),
        tiny_pictures(2)[0],
        tiny_pictures(2)[..., :2],
    ],
    ids=["float", "size", "one picture", "channels"],
)
def test_pictures_of_another_kind_are_refused_with_what_is_needed(
    tmp_path: Path, pictures: np.ndarray
) -> None:
    loaded = load_encoder(CPU, saved(tmp_path))
    with pytest.raises(ValueError, match=r"needed are uint8 \(n, 16, 16, 3\)"):
        loaded.embed(pictures)


def test_no_pictures_have_no_embeddings(tmp_path: Path) -> None:
    embeddings = load_encoder(CPU, saved(tmp_path)).embed(tiny_pictures(0))
    assert embeddings.shape == (0, 8)
    assert embeddings.dtype == np.float32


def test_many_read_only_pictures_embed_as_each_alone_does(tmp_path: Path) -> None:
    loaded = load_encoder(CPU, saved(tmp_path))
    pictures = tiny_pictures(40)
    pictures.flags.writeable = False
    alone = np.concatenate([loaded.embed(picture[None]) for picture in pictures])
    np.testing.assert_allclose(loaded.embed(pictures), alone, rtol=0.02, atol=0.02)


def test_saving_leaves_no_partial_file(tmp_path: Path) -> None:
    saved(tmp_path)
    assert {p.name for p in tmp_path.iterdir()} == {"tiny.safetensors", "tiny.json"}


def test_the_saved_network_is_not_changed_by_saving(tmp_path: Path) -> None:
    network = tiny_network()
    before = network.stem[0].weight.clone()
    checkpoints.save_encoder(network, torch.zeros(8), tmp_path / "x.safetensors", {"name": "x"})
    assert torch.equal(network.stem[0].weight, before)
    assert network.stem[0].weight.dtype == torch.float32


def test_the_bundled_encoder_is_whole_small_and_says_how_it_was_made() -> None:
    path = resource_path("weights", "encoder.safetensors")
    loaded = load_encoder(CPU)
    card = read_card(path)
    assert path.stat().st_size <= 30_000_000
    assert loaded.centre.shape == (loaded.config.embedding_size,)
    assert card["command"].startswith("handful train encoder ")
    assert {"sources", "class_ids", "seed", "git_revision", "machine", "validation"} <= card.keys()
