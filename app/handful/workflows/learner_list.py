"""Which learners there are, for the window and the command line. Imports no torch."""

from __future__ import annotations

from handful.fewshot.learner_list import AUTO, DEFAULT_LEARNER, FITTED, LEARNERS, LearnerInfo

__all__ = ["AUTO", "DEFAULT_LEARNER", "FITTED", "LEARNERS", "LearnerInfo"]
