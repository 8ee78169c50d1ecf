"""Models out of a folder or a project, and back in: the answers stay those of the app."""

from __future__ import annotations

import importlib.util
import json
import subprocess
import sys
from dataclasses import replace

import numpy as np
import pytest
import torch
from PIL import Image

from handful.fewshot.checkpoints import load_encoder
from handful.fewshot.devices import choose_device
from handful.images.cache import EmbeddingCache
from handful.images.decode import read_picture
from handful.images.views import QUERY_VIEWS, query_views
from handful.project.session import Session
from handful.resources import resource_path
from handful.workflows import model_forms
from handful.workflows.export_model import ModelOrder, export_model, find_source
from handful.workflows.label_folder import find_folder_task, find_query_task, label_by_model, label_folder
from handful.workflows.learner_list import LEARNERS
from handful.workflows.progress import WorkflowError
from tests.fewshot.tiny import saved
from tests.workflows.tiny import BLUE, GREEN, RED, TinyEngine, drain, paint

AGREES = 1e-3
BUSY = pytest.mark.timeout(600)  # seconds where a core is free, minutes on a busy machine: imports above all


@pytest.fixture
def weights(tmp_path):
    return saved(tmp_path)


@pytest.fixture
def engine(weights):
    encoder = load_encoder(torch.device("cpu"), weights, "float32")
    made = TinyEngine(encoder, choose_device("cpu"), EmbeddingCache(None))
    yield made
    made.cache.close()


@pytest.fixture
def onnxruntime(tmp_path, monkeypatch):
    """It leaves a file in the temporary folder, and tqdm, which the exporter imports, a thread."""
    pytest.importorskip("onnxscript")
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    if importlib.util.find_spec("tqdm"):
        monkeypatch.setattr("tqdm.tqdm.monitor_interval", 0)
    return pytest.importorskip("onnxruntime")


@pytest.fixture
def folders(tmp_path):
    support, queries = tmp_path / "support", tmp_path / "queries"
    for name, colour in (("rot", RED), ("grün", GREEN)):
        for i in range(3):
            paint(support / name / f"{i}.png", colour, i)
    paint(queries / "small.png", RED, 10)
    paint(queries / "large.jpg", GREEN, 11, size=(300, 211))
    paint(queries / "blue.png", BLUE, 12)
    turned = Image.open(queries / "large.jpg")
    exif = turned.getexif()
    exif[0x0112] = 6
    turned.save(queries / "turned.jpg", exif=exif)
    turned.close()
    return support, queries


def exported(engine, folders, weights, form, learner="prototypes"):
    path = folders[0].parent / f"model.{form}"
    return drain(export_model(engine, find_source(folders[0]), ModelOrder(learner, form, path, weights)))[1]


def by_path(labels):
    return {row.path: row for row in labels.rows}


@BUSY
@pytest.mark.parametrize("learner", ["prototypes", "matching", "relation", "memory", "in-context"])
def test_onnxruntime_agrees_with_the_app(engine, folders, weights, learner, onnxruntime):
    out = exported(engine, folders, weights, "onnx", learner)
    session = onnxruntime.InferenceSession(out.path, providers=["CPUExecutionProvider"])
    app = by_path(drain(label_folder(engine, find_folder_task(*folders), learner))[1])
    for names in (["small.png"], ["large.jpg", "turned.jpg", "blue.png"]):  # any number at once
        pictures = [read_picture(folders[1] / name, at_least_px=32) for name in names]
        views = np.stack([query_views(picture, 16, engine.encoder.config.fit) for picture in pictures])
        answers = session.run(["probability", "p_unknown", "unknown", "similarity"], {"pictures": views})
        for name, p, p_unknown, unknown, similarity in zip(names, *answers, strict=True):
            row = app[name]
            assert similarity == pytest.approx(row.scores, abs=AGREES)
            assert bool(unknown) == row.unknown
            assert row.confidence == pytest.approx(p_unknown if unknown else p.max(), abs=AGREES)
            assert row.prediction == out.class_names[int(p.argmax())]
            assert p.sum() + p_unknown == pytest.approx(1, abs=AGREES)


@BUSY
def test_the_example_runs_the_file_with_onnxruntime_and_pillow_alone(engine, folders, weights, onnxruntime):
    out = exported(engine, folders, weights, "onnx")
    app = by_path(drain(label_folder(engine, find_folder_task(*folders), "prototypes"))[1])
    script = resource_path("examples", "classify_onnx.py")
    pictures = [str(folders[1] / name) for name in app]
    command = [sys.executable, "-X", "utf8", str(script), str(out.path), *pictures]
    done = subprocess.run(command, capture_output=True, encoding="utf-8", check=True)
    lines = [line.split("\t") for line in done.stdout.splitlines()]
    assert len(lines) == len(app)
    for (_, answer, confidence), row in zip(lines, app.values(), strict=True):
        assert answer == ("unknown" if row.unknown else row.prediction)
        assert float(confidence) == pytest.approx(row.confidence, abs=AGREES)
    imported = {
        word.split()[1] for word in script.read_text().splitlines() if word.startswith(("import", "from"))
    }
    assert imported == {"json", "sys", "numpy", "onnxruntime", "PIL"}


@BUSY
def test_the_metadata_say_what_goes_in_and_who_made_it_and_name_no_folder(
    engine, folders, weights, onnxruntime
):
    import onnx

    out = exported(engine, folders, weights, "onnx")
    model = onnx.load(out.path)
    about = {each.key: each.value for each in model.metadata_props}
    assert json.loads(about["class_names"]) == ["grün", "rot"]
    assert (about["learner"], about["encoder_sha256"]) == ("prototypes", engine.encoder.hash)
    how = json.loads(about["preprocessing"])
    assert (how["size_px"], how["fit"]) == (16, engine.encoder.config.fit)
    assert how["mean"] == list(engine.encoder.config.mean)
    assert how["views"] == [{"crop": view.crop, "mirrored": view.mirrored} for view in QUERY_VIEWS]
    data = out.path.read_bytes()
    assert b".py" not in data
    assert str(folders[0].parent).encode() not in data


@pytest.mark.parametrize("learner", list(LEARNERS))
def test_a_model_labels_as_its_support_folder_does(engine, folders, weights, learner):
    out = exported(engine, folders, weights, "handful-model", learner)
    _, with_model = drain(label_by_model(engine, find_query_task(folders[1]), out.path))
    _, with_support = drain(label_folder(engine, find_folder_task(*folders), learner))
    assert with_model.rows == with_support.rows
    assert with_model.class_names == with_support.class_names


def test_the_same_examples_give_the_same_bytes(engine, folders, weights):
    first = exported(engine, folders, weights, "handful-model").path.read_bytes()
    assert exported(engine, folders, weights, "handful-model").path.read_bytes() == first


def test_a_model_for_another_encoder_is_refused(engine, folders, weights, tmp_path):
    out = exported(engine, folders, weights, "handful-model")
    other = replace(engine, encoder=replace(engine.encoder, hash="0" * 64))
    with pytest.raises(
        WorkflowError, match=r"was made with the encoder .*this copy of Handful has 000000000000"
    ):
        drain(label_by_model(other, find_query_task(folders[1]), out.path))


def test_a_project_goes_out_with_its_own_learner(engine, folders, tmp_path):
    path = tmp_path / "p.handful"
    session = Session.create(path)
    session.close()
    assert find_source(path).learner == "ridge"
    with pytest.raises(WorkflowError, match="no class has a readable picture yet"):
        drain(export_model(engine, find_source(path), ModelOrder("ridge", "handful-model", tmp_path / "m")))
    assert not (tmp_path / "m").exists()


def test_a_class_without_a_readable_picture_is_left_out_and_told(engine, folders, weights):
    (folders[0] / "blau").mkdir()
    (folders[0] / "blau" / "a.png").write_text("no picture at all")
    out = exported(engine, folders, weights, "handful-model")
    assert (out.left_out, out.class_names, out.n_support) == (("blau",), ("grün", "rot"), 6)


def test_onnx_is_absent_where_its_library_is_and_the_reason_says_what_adds_it(monkeypatch):
    monkeypatch.setattr(model_forms, "ONNX_NEEDS", ("no_such_library",))
    assert "needs no_such_library" in model_forms.why_not("onnx")
    assert model_forms.why_not("handful-model") is None


def test_stopping_before_it_is_written_leaves_no_file(engine, folders, tmp_path):
    path = tmp_path / "m.handful-model"
    steps = export_model(engine, find_source(folders[0]), ModelOrder("prototypes", "handful-model", path))
    next(steps)
    steps.close()
    assert not path.exists()
