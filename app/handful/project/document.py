"""The document: values that cannot be changed, of classes, pictures, facts and predictions. Knows no file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final, Literal

from handful.message import Message

UNKNOWN: Final = 0
"""A label: "none of these classes". The ids of classes start at 1."""

Role = Literal["support", "query"]


class ProjectError(ValueError):
    """Something cannot be done to a project; the message is for people and says what to do."""


@dataclass(frozen=True, slots=True)
class PictureClass:
    """A class of the project. `colour` is an index into the theme's class colours."""

    id: int
    name: str
    colour: int


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture file. `path` is absolute. `label` is what a person decided: a class id, UNKNOWN, or None.

    A support picture always has a class (label >= 1).
    """

    id: int
    path: str
    role: Role
    label: int | None

    def as_support(self, class_id: int) -> Picture:
        """The same picture as a support picture of the class."""
        return Picture(self.id, self.path, "support", class_id)

    def as_query(self, label: int | None) -> Picture:
        """The same picture as a query with that label."""
        return Picture(self.id, self.path, "query", label)


@dataclass(frozen=True, slots=True)
class Facts:
    """What was learned by reading a picture: the hash of its bytes, or why it cannot be read."""

    content_hash: str | None = None
    error: str | None = None


@dataclass(frozen=True, slots=True)
class Prediction:
    """What the app proposes for a query, and where that came from.

    class_id: the closest class, even when `unknown`. confidence: calibrated probability of the answer given.
    similarities: raw scores, one for each of `class_ids`.
    """

    class_id: int
    unknown: bool
    confidence: float
    class_ids: tuple[int, ...]
    similarities: tuple[float, ...]
    model_hash: str
    support_revision: int


@dataclass(frozen=True, slots=True)
class Change:
    """What an edit, an undo or news from the worker changed, so that each view refreshes what it must.

    added, removed, changed: picture ids in document order; `changed` also where only a fact or a prediction
    did. support_changed: the support set or the set of classes did, so predictions are out of date.
    """

    classes_changed: bool = False
    added: tuple[int, ...] = ()
    removed: tuple[int, ...] = ()
    changed: tuple[int, ...] = ()
    support_changed: bool = False
    settings_changed: bool = False

    def __bool__(self) -> bool:
        """Whether anything changed at all."""
        pictures = self.added or self.removed or self.changed
        return bool(pictures or self.classes_changed or self.support_changed or self.settings_changed)

    def then(self, later: Change) -> Change:
        """Both as one: what came and went is in neither list, what went and came back has changed."""
        added, removed = {*self.added}, {*self.removed}
        back, gone = removed.intersection(later.added), added.intersection(later.removed)
        removed_now = (removed - back) | ({*later.removed} - gone)
        added_now = (added - gone) | ({*later.added} - back)
        changed = ({*self.changed} | {*later.changed} | back) - added_now - removed_now - gone
        return Change(
            self.classes_changed or later.classes_changed,
            tuple(sorted(added_now)),
            tuple(sorted(removed_now)),
            tuple(sorted(changed)),
            self.support_changed or later.support_changed,
            self.settings_changed or later.settings_changed,
        )


@dataclass(frozen=True, slots=True)
class Project:
    """One state of a project. Nobody writes into its mappings; a new state is a new `Project`.

    pictures: by id, in document order, which is the order of ids. Ids are never used again, so that late news
    cannot reach the wrong picture: `next_class_id` and `next_picture_id` only grow. So does
    `support_revision`, with every change of the support set or of the set of classes, undone ones too.
    """

    classes: tuple[PictureClass, ...] = ()
    pictures: Mapping[int, Picture] = field(default_factory=dict)
    facts: Mapping[int, Facts] = field(default_factory=dict)
    predictions: Mapping[int, Prediction] = field(default_factory=dict)
    settings: Mapping[str, str] = field(default_factory=dict)
    support_revision: int = 0
    next_class_id: int = 1
    next_picture_id: int = 1
    path_index: Mapping[str, int] | None = field(default=None, repr=False, compare=False)  # see by_path

    def class_by_id(self, class_id: int) -> PictureClass:
        """Raises ProjectError where there is no such class."""
        for picture_class in self.classes:
            if picture_class.id == class_id:
                return picture_class
        raise ProjectError(
            Message(
                "there is no class with the number {number}; it may have been removed meanwhile",
                number=class_id,
            )
        )

    def class_named(self, name: str) -> PictureClass | None:
        """The class of this name, in whatever case it is written."""
        wanted = name.strip().casefold()
        return next((each for each in self.classes if each.name.casefold() == wanted), None)

    def support(self, class_id: int) -> tuple[Picture, ...]:
        """The support pictures of a class, in document order."""
        return tuple(p for p in self.pictures.values() if p.role == "support" and p.label == class_id)

    def support_by_class(self) -> Mapping[int, tuple[Picture, ...]]:
        """The support pictures of every class, by class id, in one pass; empty for a class without any."""
        found: dict[int, list[Picture]] = {each.id: [] for each in self.classes}
        for picture in self.pictures.values():
            if picture.role == "support" and picture.label is not None:
                found[picture.label].append(picture)
        return {class_id: tuple(pictures) for class_id, pictures in found.items()}

    def queries(self) -> tuple[Picture, ...]:
        """The pictures to classify, labelled or not, in document order."""
        return tuple(picture for picture in self.pictures.values() if picture.role == "query")

    def by_content(self) -> Mapping[str, int]:
        """The first picture of each content hash that is known."""
        found: dict[str, int] = {}
        for picture_id in self.pictures:
            facts = self.facts.get(picture_id)
            if facts is not None and facts.content_hash is not None:
                found.setdefault(facts.content_hash, picture_id)
        return found

    def by_path(self) -> Mapping[str, int]:
        """The id of the picture at each path. Made when first asked for, and handed on by edits."""
        if self.path_index is None:
            index = {picture.path: picture.id for picture in self.pictures.values()}
            object.__setattr__(self, "path_index", index)  # a cache: the value stays the same
            return index
        return self.path_index
