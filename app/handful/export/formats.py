"""The forms in which labels leave a project, in words for people."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal

from handful.message import Message

FormatName = Literal["csv", "json", "imagefolder", "coco", "yolo", "xmp"]


@dataclass(frozen=True, slots=True, kw_only=True)
class ExportFormat:
    """`suffix` of the file that is written; empty where it is a folder.

    has_pictures: pictures are copied, or linked. beside: it can be written beside the pictures.
    """

    name: FormatName
    title: str
    summary: str
    suffix: str = ""
    has_pictures: bool = False
    beside: bool = False


FORMATS: Final[dict[str, ExportFormat]] = {
    each.name: each
    for each in (
        ExportFormat(
            name="csv",
            title=Message("Table (CSV)"),
            summary=Message(
                "One line a picture, for spreadsheets and scripts: label, proposal, confidence, scores."
            ),
            suffix=".csv",
        ),
        ExportFormat(
            name="json",
            title=Message("JSON"),
            summary=Message("The same as one JSON document, for programs."),
            suffix=".json",
        ),
        ExportFormat(
            name="imagefolder",
            title=Message("Class folders"),
            summary=Message(
                "A folder for each class with its pictures, as most training programs read them."
            ),
            has_pictures=True,
        ),
        ExportFormat(
            name="yolo",
            title=Message("YOLO classification"),
            summary=Message("Class folders in train and val, every fifth picture for validation."),
            has_pictures=True,
        ),
        ExportFormat(
            name="coco",
            title=Message("COCO"),
            summary=Message("Images, categories and annotations as JSON; each box is the whole picture."),
            suffix=".json",
        ),
        ExportFormat(
            name="xmp",
            title=Message("XMP sidecars"),
            summary=Message(
                "The class as a keyword beside each picture, for photo programs; others' keywords stay."
            ),
            beside=True,
        ),
    )
}
