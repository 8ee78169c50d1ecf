"""Classify pictures by a model that Handful exported. Usage: classify_onnx.py MODEL.onnx PICTURE..."""

import json
import sys

import numpy as np
import onnxruntime
from PIL import Image, ImageOps

session = onnxruntime.InferenceSession(sys.argv[1])
about = session.get_modelmeta().custom_metadata_map
names, how = json.loads(about["class_names"]), json.loads(about["preprocessing"])
size = how["size_px"]


def views(path: str) -> list[np.ndarray]:
    """(size, size, 3) uint8 each, as `preprocessing` in the file's metadata describes them."""
    squares = []
    image = Image.open(path)
    image.draft(None, (2 * size, 2 * size))  # as Handful does: a large picture is made smaller first
    image = ImageOps.exif_transpose(image.convert("RGB").reduce(max(1, min(image.size) // (2 * size))))
    middle = np.array(image.size) / 2
    shown = np.array(image.size) if how["fit"] == "squash" else np.full(2, min(image.size))
    for view in how["views"]:
        box = (*(middle - shown * view["crop"] / 2), *(middle + shown * view["crop"] / 2))
        square = image.resize((size, size), Image.Resampling.BICUBIC, box=box, reducing_gap=3.0)
        squares.append(np.array(ImageOps.mirror(square) if view["mirrored"] else square))
    return squares


pictures = np.stack([views(path) for path in sys.argv[2:]])
probability, p_unknown, unknown = session.run(["probability", "p_unknown", "unknown"], {"pictures": pictures})
for path, p, p_none, none in zip(sys.argv[2:], probability, p_unknown, unknown, strict=True):
    print(path, "unknown" if none else names[p.argmax()], f"{p_none if none else p.max():.4f}", sep="\t")
