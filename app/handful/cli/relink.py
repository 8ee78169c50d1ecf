"""`handful relink`: finds the pictures of a project again that have moved."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Final

import typer

from handful.cli.console import reasons, say
from handful.cli.export import ProjectFile, end_with, with_bar

RELINK_HELP: Final = """
Find the pictures of a project again whose files have moved, as one step that undo takes back.

They are looked for beside the project and anywhere below FOLDER, and known by their content, whatever they
are called by now. Pictures that are where they were are left alone.

Exit code: 0 no picture is missing any more; 3 some still are, and are listed; 2 nothing was changed.
"""


def relink(
    project: ProjectFile,
    folder: Annotated[Path, typer.Argument(metavar="FOLDER", help="Where to search, folders below it too.")],
) -> None:
    """`RELINK_HELP` says what it does."""
    from handful.workflows.find_moved import relink_file

    with reasons(ValueError):
        report = with_bar(relink_file(project, folder), "searching")
    say(f"{report.missing} pictures were missing, {report.found} of them were found again: {project}")
    end_with(report.still_missing, "still missing")
