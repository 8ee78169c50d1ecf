"""`handful demo …`: plays the demo in the real window and prints what it came to. Knows no Qt."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console
from rich.table import Table

from handful.cli.console import reasons
from handful.workflows.demo import DemoOutcome
from handful.workflows.progress import WorkflowError

Player = Callable[[Path], DemoOutcome]


def demo_command(play: Player) -> Callable[[Path], None]:
    """The command for a player; the composition root knows one."""

    def demo(
        out: Annotated[Path, typer.Option(help="Folder for pictures, labels and screenshots.")] = Path(
            "demo-output"
        ),
    ) -> None:
        """Draw pictures of ten classes, learn them in the window, and show how many are told right."""
        with reasons(WorkflowError, OSError):
            out.mkdir(parents=True, exist_ok=True)
            outcome = play(out)
        _show(outcome)

    return demo


def _show(outcome: DemoOutcome) -> None:
    console = Console()
    table = Table(title="Five examples a class; the rest was classified", title_justify="left")
    table.add_column("class")
    table.add_column("right", justify="right")
    table.add_column("pictures", justify="right")
    for result in outcome.results:
        table.add_row(result.name, str(result.right), str(result.total))
    right, total = sum(r.right for r in outcome.results), sum(r.total for r in outcome.results)
    table.add_section()
    table.add_row("all", str(right), str(total))
    console.print(table)
    console.print(
        f"{right / total:.0%} right, on {outcome.device}, drawing and learning in {outcome.seconds:.0f} s"
    )
    for path in (*outcome.screenshots, outcome.labels):
        console.print(f"{'labels' if path == outcome.labels else 'screenshot'}: {path}", soft_wrap=True)
