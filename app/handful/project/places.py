"""Finds pictures when the folder of the project has moved: relative paths, kept beside absolute ones."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

Text = str | bytes


@dataclass(frozen=True, slots=True)
class Anchor:
    """The folder that a project file lies in, absolute."""

    folder: str

    @classmethod
    def of(cls, project_file: Path) -> Anchor:
        """The anchor of a project file."""
        return cls(os.path.abspath(project_file.parent))

    def relative(self, path: str) -> str | None:
        """The path below the folder, with forward slashes; None where it does not lie below."""
        start = self.folder.rstrip(os.sep) + os.sep
        return path[len(start) :].replace(os.sep, "/") if path.startswith(start) else None

    def resolve(self, path: str, relative: str | None) -> str:
        """The absolute path, or, where nothing is there any more, the relative one if something is there.

        Relative parts that would lead out of the folder are not followed.
        """
        if relative is None or ".." in relative.split("/") or relative.startswith("/"):
            return path
        candidate = os.path.join(self.folder, *relative.split("/"))
        if candidate == path or os.path.exists(path) or not os.path.exists(candidate):
            return path
        return candidate


def to_sql(text: str) -> Text:
    """The text as SQLite can hold it: names of files that are not Unicode are kept as bytes."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-8", "surrogatepass")
    return text


def to_sql_or_none(text: str | None) -> Text | None:
    """The same, where there may be no text."""
    return None if text is None else to_sql(text)


def from_sql(value: object) -> str:
    """Undoes `to_sql`. Raises ValueError where the value is no text."""
    if isinstance(value, bytes):
        return value.decode("utf-8", "surrogatepass")
    if isinstance(value, str):
        return value
    raise ValueError(f"{type(value).__name__} where a text is needed")
