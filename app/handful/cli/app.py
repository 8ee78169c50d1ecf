"""Puts the commands together. Owns their names; what they do is in their modules."""

from __future__ import annotations

import os
from collections.abc import Sequence
from typing import Annotated, Any, Final, NoReturn

import typer
from typer.core import TyperGroup

import handful
from handful.cli.benchmark import benchmark_app
from handful.cli.console import EXIT_INTERRUPTED, say
from handful.cli.demo import Player, demo_command
from handful.cli.evaluate import evaluate
from handful.cli.export import EXPORT_HELP, EXPORT_NOTES, IMPORT_HELP, export, import_
from handful.cli.export_model import EXPORT_MODEL_HELP, export_model
from handful.cli.label import LABEL_HELP, label
from handful.cli.relink import RELINK_HELP, relink
from handful.cli.self_test import SELF_TEST_HELP, self_test

STARTED_BY_TORCHRUN: Final = "TORCHELASTIC_RUN_ID"  # in the environment
TRAIN_HELP: Final = "Train the encoder and fit what ships beside it."


class _Commands(TyperGroup):
    def invoke(self, ctx: Any) -> Any:
        """Ctrl-C ends any command in the same way."""
        try:
            return super().invoke(ctx)
        except KeyboardInterrupt:
            raise typer.Exit(_stopped()) from None


def run_command(arguments: Sequence[str], play: Player) -> NoReturn:
    """Run the command that the arguments name, and leave with its exit code. `play` plays the demo."""
    app = make_app(arguments, play)
    if STARTED_BY_TORCHRUN in os.environ:
        from handful.training.distributed import leaving_at_once

        with leaving_at_once():
            app(args=list(arguments), prog_name="handful")
    try:
        app(args=list(arguments), prog_name="handful")
    except KeyboardInterrupt:  # between commands: while one is looked up, or has just ended
        raise SystemExit(_stopped()) from None
    raise SystemExit(0)


def _stopped() -> int:
    say("handful: stopped")
    return EXIT_INTERRUPTED


def make_app(arguments: Sequence[str], play: Player) -> typer.Typer:
    """All commands. Those of `train` are read only where the arguments ask for them: they import torch."""
    app = typer.Typer(
        cls=_Commands,
        help="Learn new picture classes from a handful of examples each.\n\n"
        "Without a command, or with a project file (FILE.handful), the window opens.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode="markdown",
        context_settings={"help_option_names": ["-h", "--help"]},
        pretty_exceptions_enable=False,
    )
    app.callback()(_options)
    app.command(help=LABEL_HELP)(label)
    app.command(help=EXPORT_HELP + EXPORT_NOTES)(export)
    app.command("import", help=IMPORT_HELP)(import_)
    app.command(help=RELINK_HELP)(relink)
    app.command("export-model", help=EXPORT_MODEL_HELP)(export_model)
    app.command()(evaluate)
    app.command("self-test", help=SELF_TEST_HELP)(self_test)
    app.command("demo")(demo_command(play))
    app.add_typer(_train_app(arguments), name="train")
    app.add_typer(benchmark_app, name="benchmark")
    return app


def _train_app(arguments: Sequence[str]) -> typer.Typer:
    if list(arguments[:1]) == ["train"]:
        from handful.cli.train import train_app

        return train_app
    placeholder = typer.Typer(help=TRAIN_HELP)
    placeholder.callback()(lambda: None)
    return placeholder


def _show_version(wanted: bool) -> None:
    if wanted:
        print(f"handful {handful.__version__}")
        raise typer.Exit


def _options(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Show the version.")
    ] = False,
) -> None:
    pass
