"""The words of an undoable step in the person's language: what a learner and a share are called there."""

from __future__ import annotations

from dataclasses import replace

from handful.project.strangers import STRANGER_SHARE, stranger_share
from handful.project.wording import Wording
from handful.ui.speech import spoken
from handful.ui.views.words import percent
from handful.workflows.learner_list import LEARNERS


def step_text(wording: Wording) -> str:
    """As "Label 3 pictures as cat"."""
    if wording.action == "set_setting":
        wording = replace(wording, other=_value(wording.name, wording.other))
    return spoken(wording.text)


def _value(name: str, value: str) -> str:
    if name == STRANGER_SHARE:
        return percent(stranger_share({name: value}))
    return LEARNERS[value].title if name == "learner" and value in LEARNERS else value
