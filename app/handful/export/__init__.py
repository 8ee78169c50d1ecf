"""Labels out of a project or a folder, as tables that other programs read. Knows no window and no encoder.

Public: `LabelRow`, `ProjectLabelRow`, `labels_of`, `write_labels_csv`, `stream_labels_csv`.
"""

from handful.export.labels_csv import LabelRow, ProjectLabelRow, stream_labels_csv, write_labels_csv
from handful.export.project_labels import labels_of

__all__ = ["LabelRow", "ProjectLabelRow", "labels_of", "stream_labels_csv", "write_labels_csv"]
