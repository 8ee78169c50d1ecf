"""Which learners there are, for the window and the command line. Imports no torch."""

from __future__ import annotations

from handful.fewshot.learner_list import DEFAULT_LEARNER, LEARNERS, LearnerInfo

__all__ = ["DEFAULT_LEARNER", "LEARNERS", "LearnerInfo"]
