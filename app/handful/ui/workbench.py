"""What can be done with the open project: every action of the window, without a widget.

Joins the session, the intake and the engine. Emits what changed; the presenter shows it.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from handful.project import edits, labels_from_elsewhere, moved
from handful.project.accepting import is_proposal
from handful.project.document import Change, Facts, Prediction, Project, ProjectError
from handful.project.edits import Edit, NewPicture
from handful.project.labels_from_elsewhere import LabelledPicture, LabelRole
from handful.project.session import Session
from handful.project.strangers import STRANGER_SHARE, stranger_share
from handful.ui.engine_host import EngineHost
from handful.ui.intake import Drop, Intake
from handful.ui.parts import AT_ONCE, Parts
from handful.ui.speech import spoken_error
from handful.workflows.learner_list import DEFAULT_LEARNER
from handful.workflows.progress import Classified, EmbeddingStep, TakeInSummary, TakenIn


class Workbench(QObject):
    """One open project at a time. `changed(Change)` follows everything that alters the document."""

    changed = Signal(object)
    edited = Signal()  # the person changed the document; `changed` went before it
    accepted = Signal()  # everything that `accept_above` was asked for
    labels_imported = Signal()  # everything that `import_labels` was asked for
    travelled = Signal(object)  # undone or done again; the `Change` that `changed` told before
    opened = Signal()
    too_few_classes = Signal(bool)  # nothing can be classified; whether there are pictures at all
    refused = Signal(str)  # an edit that cannot be made; the text says what to do
    taken_in = Signal(object, object)  # Drop, TakeInSummary
    intake_failed = Signal(str)

    def __init__(self, session: Session, host: EngineHost, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self.host = host
        self.intake = Intake(self._known_content, self)
        self.intake.taken.connect(self._on_taken)
        self.intake.finished.connect(self._on_taken_in)
        self.intake.failed.connect(lambda _drop, text: self.intake_failed.emit(text))
        host.progressed.connect(self._on_progressed)
        self._groups = itertools.count(1)
        self._parts = Parts(self)

    @property
    def project(self) -> Project:
        """The document as it is now."""
        return self._session.project

    @property
    def session(self) -> Session:
        """The open session: its path, whether it can be written, what undo would undo."""
        return self._session

    @property
    def learner(self) -> str:
        """The learner that this project uses."""
        return self.project.settings.get("learner", DEFAULT_LEARNER)

    def open(self, session: Session) -> None:
        """Put another project in the place of this one, which is closed."""
        self._parts.finish()
        self.intake.cancel()
        self.host.cancel()
        self._session.close()
        self._session = session
        self.opened.emit()
        self.reclassify()

    def close(self) -> None:
        """Stop everything; what was confirmed is on disk already."""
        self._parts.finish()
        self.intake.close()
        self.host.close()
        self._session.close()

    def drop(self, paths: Sequence[str | Path], class_id: int | None = None) -> None:
        """Take in files and folders, as support pictures of a class or as they come."""
        self.intake.drop(paths, class_id)

    def drop_as_new_class(self, paths: Sequence[str | Path]) -> None:
        """Files become the first examples of a new class, a folder too where it holds no class folders.

        The class comes with the first of its pictures: none is made where there is none.
        """
        files = [p for p in paths if not Path(p).is_dir()]
        folders = [p for p in paths if Path(p).is_dir()]
        for folder in folders:
            self.intake.drop([folder], class_name=Path(folder).name)
        if files:
            self.intake.drop(files, class_name=self._free_name(Path(files[0]).parent.name))

    def add_class(self, name: str, *, refuse: Callable[[str], None] | None = None) -> int | None:
        """The id of the new class; None where the name cannot be used, which `refuse` or `refused` tells."""
        if self._edit(lambda: edits.add_class(self.project, name), refuse=refuse):
            return self.project.classes[-1].id
        return None

    def rename_class(self, class_id: int, name: str) -> None:
        """Call a class something else."""
        self._edit(lambda: edits.rename_class(self.project, class_id, name))

    def remove_class(self, class_id: int) -> None:
        """Remove a class; its pictures go back to the unsorted."""
        self._edit(lambda: edits.remove_class(self.project, class_id))

    def label(self, ids: Sequence[int], class_id: int) -> None:
        """What a person decided; `UNKNOWN` says none of these classes."""
        self._edit(lambda: edits.label(self.project, ids, class_id))

    def clear_label(self, ids: Sequence[int]) -> None:
        """Take a decision back."""
        self._edit(lambda: edits.clear_label(self.project, ids))

    def accept(self, ids: Sequence[int]) -> None:
        """Decide as the app proposed."""
        proposed = [i for i in ids if i in self.project.predictions]
        if proposed:
            self._edit(lambda: edits.accept(self.project, proposed))

    def accept_above(self, ids: Sequence[int], confidence: float) -> None:
        """Decide as the app proposed for these, which it is at least so sure of, in one step of undo.

        Very many are accepted part by part, so that the window stays awake; `accepted` tells the end.
        """
        self._parts.finish()
        self._parts.start(self._accept_in_parts(ids, confidence), self.accepted.emit)

    @property
    def is_accepting(self) -> bool:
        """Whether a part of very many pictures is still to be accepted."""
        return self._parts.busy

    def _accept_in_parts(self, ids: Sequence[int], confidence: float) -> Iterator[None]:
        group = f"accept {next(self._groups)} {id(self)}"
        for start in range(0, len(ids), AT_ONCE):
            part = [i for i in ids[start : start + AT_ONCE] if is_proposal(self.project, i)]
            edit = edits.accept_above(self.project, part, confidence)
            if part and not self._apply(lambda edit=edit: edit, group):  # type: ignore[misc]
                return
            yield

    def import_labels(self, given: Sequence[LabelledPicture], role: LabelRole) -> None:
        """Take over labels that were made elsewhere, in one step of undo; `labels_imported` tells the end."""
        self._parts.finish()
        self._parts.start(self._import_in_parts(given, role))

    def relink(self, found: Mapping[int, str]) -> bool:
        """Moved pictures are at these paths now; whether that could be written."""
        if not self._edit(lambda: moved.relink(self.project, found)):
            return False
        self._record(lambda: self._session.record_facts(moved.facts_of(self.project, found)))
        self.reclassify()
        return True

    def _import_in_parts(self, given: Sequence[LabelledPicture], role: LabelRole) -> Iterator[None]:
        group = f"import {next(self._groups)} {id(self)}"
        for start in range(0, len(given), AT_ONCE):
            part = given[start : start + AT_ONCE]
            edit = labels_from_elsewhere.import_labels(self.project, part, role)
            if not self._apply(lambda edit=edit: edit, group):  # type: ignore[misc]
                return
            facts = labels_from_elsewhere.facts_of(self.project, part)
            self._record(lambda facts=facts: self._session.record_facts(facts))  # type: ignore[misc]
            yield
        self.labels_imported.emit()

    def promote(self, ids: Sequence[int]) -> None:
        """Let pictures be examples of the class that they were given."""
        self._edit(lambda: edits.promote(self.project, ids))

    def move_to_class(self, ids: Sequence[int], class_id: int) -> None:
        """Make pictures examples of a class."""
        self._edit(lambda: edits.move_to_class(self.project, ids, class_id))

    def move_to_new_class(self, ids: Sequence[int]) -> None:
        """Make pictures the first examples of a new class."""
        self._edit(lambda: edits.move_to_new_class(self.project, ids, self._free_name("")))

    def return_to_queries(self, ids: Sequence[int]) -> None:
        """Put examples back among the pictures to label."""
        self._edit(lambda: edits.return_to_queries(self.project, ids))

    def remove_pictures(self, ids: Sequence[int]) -> None:
        """Take pictures out of the project; the files stay where they are."""
        self._edit(lambda: edits.remove_pictures(self.project, ids))

    def choose_learner(self, name: str) -> None:
        """Classify with another learner from now on."""
        if name != self.learner:
            self._edit(lambda: edits.set_setting(self.project, "learner", name))

    @property
    def stranger_share(self) -> float:
        """The share of the pictures that the person expects to show none of the classes."""
        return stranger_share(self.project.settings)

    @Slot(float)
    def expect_strangers(self, share: float) -> None:
        """Call more or fewer pictures unknown from now on."""
        if share != self.stranger_share:
            self._edit(lambda: edits.set_setting(self.project, STRANGER_SHARE, str(share)))

    def undo(self) -> None:
        """Take the last step back; a drop that is still going on ends here."""
        self.intake.cancel()
        self._step(self._session.undo)

    def redo(self) -> None:
        """Do again what was taken back."""
        self._step(self._session.redo)

    def go_to(self, done: int) -> None:
        """Undo or redo until this many steps of the history are done."""
        self.intake.cancel()
        self._step(lambda: self._session.go_to(done))

    def mark_unreadable(self, picture_id: int, reason: str) -> None:
        """A thumbnail could not be made: the reason is kept with the picture."""
        if picture_id in self.project.pictures:
            known = self.project.facts.get(picture_id, Facts())
            facts = Facts(known.content_hash, reason)
            self._record(lambda: self._session.record_facts({picture_id: facts}))

    def reclassify(self) -> None:
        """Ask for every picture to be scored; with fewer than two classes there is nothing to tell apart.

        Then old proposals go too: beside one class alone every picture would seem to be of it.
        """
        if len({p.label for p in self.project.pictures.values() if p.role == "support"}) > 1:
            self.host.classify(self.project, self.learner)
        else:
            self.host.cancel()
            self._record(self._session.clear_predictions)
            self.too_few_classes.emit(bool(self.project.pictures))

    def _step(self, step: Callable[[], Change | None]) -> None:
        self._parts.finish()
        try:
            change = step()
        except ProjectError as error:
            self.refused.emit(spoken_error(error))
            return
        if change is not None:
            self._announce(change)
            self.travelled.emit(change)

    def _edit(
        self, make: Callable[[], Edit], group: str | None = None, refuse: Callable[[str], None] | None = None
    ) -> bool:
        self._parts.finish()
        return self._apply(make, group, refuse)

    def _apply(
        self, make: Callable[[], Edit], group: str | None = None, refuse: Callable[[str], None] | None = None
    ) -> bool:
        try:
            change = self._session.apply(make(), group=group)
        except ProjectError as error:
            (refuse or self.refused.emit)(spoken_error(error))
            return False
        self._announce(change)
        return True

    def _announce(self, change: Change) -> None:
        self.changed.emit(change)
        self.edited.emit()
        if change.support_changed or change.added or change.changed or change.settings_changed:
            self.reclassify_if_due(change)

    def reclassify_if_due(self, change: Change) -> None:
        """Labels alone change nothing that is scored; examples, new pictures and another learner do."""
        unscored = any(
            i in self.project.pictures
            and self.project.pictures[i].role == "query"
            and i not in self.project.predictions
            for i in (*change.added, *change.changed)
        )
        if change.support_changed or change.settings_changed or unscored:
            self.reclassify()

    def _free_name(self, wish: str) -> str:
        stem = wish.strip() or self.tr("New class")
        names = [stem, *(f"{stem} {i}" for i in range(2, len(self.project.classes) + 3))]
        return next(name for name in names if self.project.class_named(name) is None)

    def _known_content(self) -> dict[str, str]:
        return {digest: self.project.pictures[i].path for digest, i in self.project.by_content().items()}

    @Slot(object, object)
    def _on_taken(self, drop: Drop, batch: TakenIn) -> None:
        pictures = batch.pictures
        if drop.class_name is not None:
            pictures = tuple(NewPicture(p.path, p.class_name or drop.class_name) for p in pictures)
        if self._edit(
            lambda: edits.add_pictures(self.project, pictures), group=f"drop {drop.id} {id(self.intake)}"
        ):
            by_path = self.project.by_path()
            pairs = zip(pictures, batch.content_hashes, strict=True)
            facts = {by_path[p.path]: Facts(digest) for p, digest in pairs if p.path in by_path}
            self._record(lambda: self._session.record_facts(facts))

    @Slot(object, object)
    def _on_taken_in(self, drop: Drop, summary: TakeInSummary) -> None:
        self.taken_in.emit(drop, summary)

    @Slot(object)
    def _on_progressed(self, values: Iterable[object]) -> None:
        facts: dict[int, Facts] = {}
        predictions: dict[int, Prediction] = {}
        for value in values:
            match value:
                case EmbeddingStep():
                    facts |= value.facts
                case Classified():
                    predictions |= value.predictions
        self._record(lambda: self._session.record_facts(facts))
        self._record(lambda: self._session.record_predictions(predictions))

    def _record(self, write: Callable[[], Change]) -> None:
        """Keep what a worker learned; where that fails the person hears of it and the project stays."""
        try:
            change = write()
        except ProjectError as error:
            self.host.cancel()
            self.refused.emit(spoken_error(error))
            return
        if change:
            self.changed.emit(change)
