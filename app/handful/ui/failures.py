"""What went wrong, told twice: to the person in a few words, and with its trace to a log on this computer.

Errors that are expected (a disk that is full, a file that may not be written) are for the person alone; they
say what to do. All others are mistakes of Handful: the log has their trace, which names files and functions
and never holds what a picture shows.
"""

from __future__ import annotations

import logging
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import TracebackType
from typing import Final

from PySide6.QtCore import QCoreApplication

from handful.project.document import ProjectError
from handful.ui.speech import spoken_error
from handful.workflows.progress import WorkflowError

log = logging.getLogger("handful")

EXPECTED: Final = (ProjectError, WorkflowError, OSError)
MAX_LOG_BYTES: Final = 512 * 1024
LOG_NAME: Final = "handful.log"
CONTEXT: Final = "Failures"


def told(error: BaseException) -> str:
    """The words for the person. What nobody expected is written to the log, trace and all."""
    if isinstance(error, EXPECTED):
        log.info("%s: %s", type(error).__name__, error)
        return _words(error)
    log.error("this is a mistake of Handful", exc_info=error)
    return _unexpected(error)


def keep_log(file: Path) -> None:
    """Write what is logged from now on to this file, and nothing to the terminal; two files at the most."""
    from logging.handlers import RotatingFileHandler  # brings sockets along: once the window is there

    root = logging.getLogger()
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        handler: logging.Handler = RotatingFileHandler(
            file, maxBytes=MAX_LOG_BYTES, backupCount=1, encoding="utf-8", errors="backslashreplace"
        )
    except OSError:
        handler = logging.NullHandler()  # a full disk is no reason not to start
    handler.set_name(LOG_NAME)
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    root.addHandler(handler)
    log.setLevel(logging.INFO)


def tell_uncaught(show: Callable[[str], None]) -> None:
    """Log what nothing caught, and say so in a few words: on the window's thread by `show`."""

    def on_window_thread(
        _kind: type[BaseException], error: BaseException, _trace: TracebackType | None
    ) -> None:
        if isinstance(error, KeyboardInterrupt):
            QCoreApplication.quit()
        else:
            show(told(error))

    def elsewhere(hook: threading.ExceptHookArgs) -> None:
        if hook.exc_value is not None:
            told(hook.exc_value)

    sys.excepthook = on_window_thread
    threading.excepthook = elsewhere


def _words(error: BaseException) -> str:
    if isinstance(error, OSError) and error.strerror:
        return f"{error.strerror}: {error.filename}" if error.filename else error.strerror
    return spoken_error(error)


def _unexpected(error: BaseException) -> str:
    text = QCoreApplication.translate(
        CONTEXT, "Something went wrong that Handful did not expect ({kind}). The details are in {file}"
    )
    return text.format(kind=type(error).__name__, file=log_file() or "-")


def log_file() -> Path | None:
    """The file that is written to, None where there is none."""
    kept = [h for h in logging.getLogger().handlers if h.get_name() == LOG_NAME]
    files = [h for h in kept if isinstance(h, logging.FileHandler)]
    return Path(files[-1].baseFilename) if files else None
