"""`handful self-test`: whether this copy is whole, as a report and an exit status."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Final

import typer

from handful.cli.console import check_out, machine, reasons, say

EXIT_NOT_WHOLE: Final = 1
SELF_TEST_HELP: Final = """
Check that this copy of Handful is whole; without a network or a screen, in seconds.

Libraries, a window drawn without a screen, the weights and their hashes, the device, each picture format,
and a classification of drawn pictures. Exit code: 0 all is well; 1 something is not, the report says what.
"""


def self_test(
    out: Annotated[
        Path | None, typer.Option("--json", metavar="FILE", help="Write the report there too.")
    ] = None,
) -> None:
    """`SELF_TEST_HELP` says what it does."""
    from handful.workflows.self_test import self_test as checks

    if out is not None:
        check_out(out, "--json")
    done = []
    for check in checks():
        done.append(check)
        mark = "ok  " if check.passed else "FAIL"
        print(f"{mark} {check.name}: {check.found} ({check.seconds:.1f} s)", flush=True)
    failed = [check.name for check in done if not check.passed]
    if out is not None:
        report = {"passed": not failed, "machine": machine(), "checks": [asdict(check) for check in done]}
        with reasons(OSError):
            out.write_text(json.dumps(report, indent=1) + "\n", encoding="utf-8")
    if failed:
        say(f"this copy of Handful is not whole: {', '.join(failed)}; install it again")
        raise typer.Exit(EXIT_NOT_WHOLE)
    say("this copy of Handful is whole")
