"""Each form of export read by a program that Handful has nothing to do with: picture name -> class, or None.

None stands for "none of these classes". Every reader looks at whole pictures or files, never at a log.
"""

import contextlib
import io
import json
from pathlib import Path

import pandas
import rdflib
from lxml import etree
from pycocotools.coco import COCO
from torchvision.datasets import ImageFolder

RDF = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
SUBJECT = rdflib.URIRef("http://purl.org/dc/elements/1.1/subject")
UNKNOWN_FOLDER = "unknown"


def csv(path: Path) -> dict[str, str | None]:
    """By pandas; every line is a person's answer."""
    table = pandas.read_csv(path, dtype={"label": "string"})
    assert set(table["source"]) == {"person"}
    assert list(table["label"].isna()) == list(table["unknown"])
    return _named(zip(table["path"], table["label"], strict=True))


def json_(path: Path) -> dict[str, str | None]:
    """By the standard library."""
    pictures = json.loads(path.read_text(encoding="utf-8"))["pictures"]
    assert {each["source"] for each in pictures} == {"person"}
    assert all((each["label"] is None) == each["unknown"] for each in pictures)
    return _named((each["path"], each["label"]) for each in pictures)


def imagefolder(path: Path) -> dict[str, str | None]:
    """By torchvision, which opens a picture of each class."""
    found = ImageFolder(str(path))
    opened = {label: found[row][0].size for row, (_, label) in enumerate(found.samples)}
    assert len(opened) == len(found.classes)
    named = ((file, found.classes[label]) for file, label in found.samples)
    return _named((file, None if name == UNKNOWN_FOLDER else name) for file, name in named)


def yolo(path: Path) -> dict[str, str | None]:
    """By torchvision, which reads the parts for training and validation as YOLO's own loader does."""
    parts = {part: ImageFolder(str(path / part)) for part in ("train", "val")}
    assert parts["train"].classes == parts["val"].classes
    assert 3 < len(parts["train"]) / len(parts["val"]) < 5.5  # every fifth picture of a class
    return _named((file, part.classes[label]) for part in parts.values() for file, label in part.samples)


def coco(path: Path) -> dict[str, str | None]:
    """By pycocotools; a picture without an annotation is none of the classes."""
    with contextlib.redirect_stdout(io.StringIO()):
        found = COCO(str(path))
    names = {category["id"]: category["name"] for category in found.loadCats(found.getCatIds())}
    labels: dict[int, str] = {}
    for each in found.loadAnns(found.getAnnIds()):
        image = found.imgs[each["image_id"]]
        assert each["bbox"] == [0, 0, image["width"], image["height"]]
        labels[each["image_id"]] = names[each["category_id"]]
    return _named((image["file_name"], labels.get(i)) for i, image in found.imgs.items())


def xmp(folders: list[Path]) -> dict[str, str | None]:
    """By lxml and rdflib, from the sidecars that lie beside the pictures of these folders."""
    sidecars = [each for folder in folders for each in sorted(folder.rglob("*.xmp"))]
    return _named((each.with_suffix(""), _keyword(each.read_bytes())) for each in sidecars)


def _keyword(packet: bytes) -> str | None:
    described = etree.fromstring(packet).find(f".//{{{RDF}}}RDF")
    graph = rdflib.Graph().parse(data=etree.tostring(described), format="xml", publicID="urn:picture")
    bags = list(graph.objects(None, SUBJECT))
    words = [
        str(o) for bag in bags for _, p, o in graph.triples((bag, None, None)) if p.startswith(RDF + "_")
    ]
    assert len(words) <= 1
    return words[0] if words else None


def _named(pairs) -> dict[str, str | None]:
    """Each picture once."""
    found = [(Path(path).name, None if pandas.isna(label) else str(label)) for path, label in pairs]
    assert len({name for name, _ in found}) == len(found)
    return dict(found)
