"""Answers as a COCO data set: each is an annotation whose box is the whole picture."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from handful.export.answers import Answer, LeftOut
from handful.export.whole_file import written_whole
from handful.message import Message
from handful.project.document import Project

Size = tuple[int, int]  # width and height in pixels, upright


def write_coco(
    project: Project, answers: Sequence[Answer], sizes: Mapping[int, Size], path: Path
) -> tuple[LeftOut, ...]:
    """Write it whole or not at all; returns the pictures without a size, which are left out. Raises OSError.

    sizes: by picture id. A picture that is none of the classes has no annotation, as COCO has it. Beside
    what COCO asks for, an annotation has `source`, `score`, `confidence` and `model_hash`. `file_name` is
    relative to the folder of `path` where the picture lies below it, and absolute elsewhere.
    """
    folder = Path(os.path.realpath(path)).parent
    known = [answer for answer in answers if answer.picture_id in sizes]
    content = {
        "info": {"description": "Labels from Handful", "version": "1"},
        "licenses": [],
        "categories": [{"id": c.id, "name": c.name, "supercategory": ""} for c in project.classes],
        "images": [_image(answer, sizes[answer.picture_id], folder) for answer in known],
        "annotations": [_annotation(a, sizes[a.picture_id]) for a in known if a.class_name is not None],
    }
    with written_whole(path) as stream:
        json.dump(content, stream, indent=1, ensure_ascii=False)
    return tuple((a.path, Message("it cannot be read")) for a in answers if a.picture_id not in sizes)


def _image(answer: Answer, size: Size, folder: Path) -> dict[str, Any]:
    path = Path(os.path.normpath(answer.path))
    name = path.relative_to(folder) if path.is_relative_to(folder) else path
    return {"id": answer.picture_id, "file_name": name.as_posix(), "width": size[0], "height": size[1]}


def _annotation(answer: Answer, size: Size) -> dict[str, Any]:
    width, height = size
    return {
        "id": answer.picture_id,
        "image_id": answer.picture_id,
        "category_id": answer.class_id,
        "bbox": [0, 0, width, height],
        "area": width * height,
        "segmentation": [[0, 0, width, 0, width, height, 0, height]],
        "iscrowd": 0,
        "source": answer.source,
        "score": answer.score,
        "confidence": answer.confidence,
        "model_hash": answer.model_hash,
    }
