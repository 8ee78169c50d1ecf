"""Jobs: run a workflow (a generator) on a worker thread, and tell the user interface how it goes.

Public: `JobRunner`, and `Workflow`, the kind of function it runs. Knows QtCore and nothing of Handful.
"""

from handful.jobs.runner import JobRunner
from handful.jobs.worker import Workflow

__all__ = ["JobRunner", "Workflow"]
