"""What the status line says while the engine loads and works. Owns the figures of the running job."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from typing import Final

from PySide6.QtCore import QObject, Signal, Slot

from handful.ui.engine_host import EngineHost
from handful.ui.intake import Intake
from handful.ui.speech import spoken
from handful.ui.views import words
from handful.ui.views.state import AdaptationState, StatusState
from handful.workflows.learner_list import LEARNERS
from handful.workflows.progress import (
    AdaptationStep,
    Adapted,
    Classified,
    EmbeddingStep,
    EngineReady,
    Outcome,
    TakenIn,
)

Words = Callable[[], str]
"""Said anew in each language."""
LEAST_SPEED_S: Final = 0.3  # a speed over less than this is noise


class JobReport(QObject):
    """Turns the engine's and the intake's signals into a `StatusState` and an `AdaptationState`."""

    changed = Signal()

    def __init__(self, host: EngineHost, intake: Intake, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._host, self._intake = host, intake
        self._about: EngineReady | None = None
        self._load_error = ""
        self.trouble = ""  # why the engine cannot be loaded, or why the last run failed
        self._message: Words = lambda: self.tr("Getting ready")
        self._looked = (0, 0)  # pictures read to find what to label next, and how many there are to read
        self._found = 0
        self._idle: Words | None = None  # what it takes to classify, while it cannot be done
        self._embedding: EmbeddingStep | None = None
        self._classified, self._encoded, self._began_s, self._speed = 0, 0, 0.0, 0.0
        self._steps: list[AdaptationStep] = []
        self._rounds: list[float] = []
        self._adapting = False
        self._note: Words = _nothing
        self._connect()

    def _connect(self) -> None:
        host, intake = self._host, self._intake
        host.loading.connect(self._on_loading)
        host.ready.connect(self._on_ready)
        host.load_failed.connect(self._on_load_failed)
        host.started.connect(self._on_started)
        host.progressed.connect(self._on_progressed)
        host.finished.connect(self._on_finished)
        host.stopped.connect(self._on_stopped)
        host.failed.connect(self._on_failed)
        intake.taken.connect(self._on_taken)
        intake.finished.connect(self._on_intake_over)
        intake.failed.connect(self._on_intake_over)

    def status(self) -> StatusState:
        """The truth about device, speed and progress, as it is now."""
        step = self._embedding if self._host.busy else None
        loading = self._about is None and not self._load_error
        looking = self._looked[1] > 0
        return StatusState(
            device=spoken(self._about.device) if self._about else "",
            device_reason=spoken(self._about.device_reason) if self._about else self._load_error,
            message=self._looking() if looking else self._message(),
            busy=loading or self._host.busy or self._intake.busy or looking,
            done=step.done if step else 0,
            total=step.total if step else 0,
            pictures_per_second=self._speed or None,
            cancellable=self._intake.busy or looking or (self._about is not None and self._host.busy),
        )

    def adaptation(self) -> AdaptationState:
        """The last adaptation, step by step, and how the fit went from round to round."""
        steps = self._steps
        return AdaptationState(
            steps=tuple(s.step for s in steps),
            losses=tuple(s.loss for s in steps),
            accuracies=tuple(s.support_accuracy for s in steps),
            rounds=tuple(self._rounds),
            unit=steps[-1].unit if steps else "iteration",
            total_steps=steps[-1].total if steps else 0,
            note=self._note(),
            running=self._adapting,
        )

    def forget(self) -> None:
        """Another project was opened."""
        self._steps, self._rounds, self._note, self._embedding = [], [], _nothing, None
        self._say(self._ready if self._about else self._message)

    @Slot(bool)
    def on_too_few_classes(self, has_pictures: bool) -> None:
        """Nothing can be classified yet: say what it takes."""
        self._steps, self._note = [], _nothing
        self._idle = self._lacking if has_pictures else None
        if self._about is not None:
            self._say(self._idle or self._ready)

    def retell(self) -> None:
        """Say the same in the language that is spoken now."""
        self.changed.emit()

    @Slot(int, int)
    def on_looked(self, done: int, total: int) -> None:
        """So many pictures were read to find what to label next; 0 of 0: that is over."""
        if (done, total) != self._looked:
            self._looked = (done, total)
            self.changed.emit()

    def _looking(self) -> str:
        text = self.tr("Reading the pictures for suggestions: {done} of {total}")
        done, total = map(words.count, self._looked)
        return text.format(done=done, total=total)

    def _ready(self) -> str:
        return self.tr("Ready")

    def _lacking(self) -> str:
        return self.tr("Two classes with examples are needed to sort pictures")

    def _say(self, message: Words) -> None:
        self._message = message
        self.changed.emit()

    @Slot(object)
    def _on_loading(self, what: str) -> None:
        self._say(lambda: spoken(what))

    @Slot(object)
    def _on_ready(self, about: EngineReady) -> None:
        self._about = about
        self._say(self._idle or self._ready)

    @Slot(str)
    def _on_load_failed(self, text: str) -> None:
        self._load_error = self.trouble = text
        self._say(lambda: self.tr("The engine could not be loaded"))

    @Slot()
    def _on_started(self) -> None:
        self._idle = None
        self._steps, self._embedding, self._adapting, self.trouble = [], None, True, ""
        self._classified, self._encoded, self._began_s, self._speed = 0, 0, time.monotonic(), 0.0
        self._say(lambda: self.tr("Reading the examples"))

    @Slot(object)
    def _on_progressed(self, values: Iterable[object]) -> None:
        for value in values:
            match value:
                case EmbeddingStep():
                    self._embedding = value
                    if value.kind == "query":
                        self._message = lambda: self.tr("Classifying")
                case AdaptationStep():
                    if value.step == 1:  # the learner that was chosen begins after the tries
                        self._steps = []
                    self._steps.append(value)
                case Adapted():
                    self._on_adapted(value)
                case Classified():
                    self._classified += len(value.predictions)
                    self._encoded += value.encoded
        seconds = time.monotonic() - self._began_s
        if self._encoded and seconds > LEAST_SPEED_S:  # what is cached only tells nothing of the speed
            self._speed = self._classified / seconds
        self.changed.emit()

    def _on_adapted(self, adapted: Adapted) -> None:
        self._adapting, self._began_s = False, time.monotonic()
        if adapted.n_way < 2:  # there is nothing to tell apart: everything would be "recognised"
            self._steps, self._rounds, self._note = [], [], _nothing
            return
        if self._steps and self._steps[-1].unit == "shot":  # of pictures held out, not of those trained on
            self._rounds.append(self._steps[-1].support_accuracy)
        self._note = lambda: self._say_adapted(adapted)

    def _say_adapted(self, adapted: Adapted) -> str:
        if adapted.chosen:
            title = spoken(LEARNERS[adapted.chosen].title)
            note = self.tr("{learner}: {why}").format(learner=title, why=spoken(adapted.reason))
        else:
            note = self.tr("{examples} examples of {classes} classes, adapted in {time} ms").format(
                examples=adapted.n_support, classes=adapted.n_way, time=round(adapted.milliseconds)
            )
        if adapted.left_out:
            left_out = ", ".join(adapted.left_out)
            note += self.tr(" · without an example: {names}").format(names=left_out)
        return note

    @Slot(object)
    def _on_finished(self, outcome: Outcome) -> None:
        self._adapting = False
        if not outcome.classified and not outcome.unreadable:
            self._say(self._ready)
            return
        self._say(lambda: self._say_outcome(outcome))

    def _say_outcome(self, outcome: Outcome) -> str:
        message = self.tr("{pictures} classified").format(pictures=words.pictures(outcome.classified))
        if outcome.encoded:
            message += self.tr(" in {s} s").format(s=f"{outcome.seconds:.1f}")
        if outcome.unreadable:
            message += self.tr(" · {n} cannot be read").format(n=outcome.unreadable)
        return message

    @Slot()
    def _on_stopped(self) -> None:
        self._adapting = False
        self._say(lambda: self.tr("Stopped"))

    @Slot(str)
    def _on_failed(self, text: str) -> None:
        self.trouble = text
        self._adapting = False
        self._say(lambda: self.tr("Nothing was classified"))

    @Slot(object, object)
    def _on_taken(self, _drop: object, batch: TakenIn) -> None:
        self._found += len(batch.pictures)
        found = self._found
        self._say(lambda: self.tr("{pictures} found").format(pictures=words.pictures(found)))

    @Slot(object, object)
    def _on_intake_over(self, _drop: object, _outcome: object) -> None:
        self._found = 0
        self._say(self._idle if self._idle and not self._host.busy else self._message)


def _nothing() -> str:
    return ""
