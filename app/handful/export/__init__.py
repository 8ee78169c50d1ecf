"""Labels out of a project or a folder, in the forms that other programs read. Knows no window and no encoder.

Public: `LabelRow`, `ProjectLabelRow`, `labels_of`, `write_labels_csv`, `stream_labels_csv`, `FORMATS`,
`ExportFormat`, `FormatName`, `Wanted`, `answers_of`; and one module for each form: `labels_json`,
`class_folders`, `coco`, `sidecars`.
"""

from handful.export.answers import Wanted, answers_of
from handful.export.formats import FORMATS, ExportFormat, FormatName
from handful.export.labels_csv import LabelRow, ProjectLabelRow, stream_labels_csv, write_labels_csv
from handful.export.project_labels import labels_of

__all__ = [
    "FORMATS",
    "ExportFormat",
    "FormatName",
    "LabelRow",
    "ProjectLabelRow",
    "Wanted",
    "answers_of",
    "labels_of",
    "stream_labels_csv",
    "write_labels_csv",
]
