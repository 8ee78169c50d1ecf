"""Small projects for tests."""

from __future__ import annotations

from pathlib import Path

from handful.project import NewPicture, Prediction, Project, Session, edits


def prediction(class_id: int, *, unknown: bool = False, revision: int = 1) -> Prediction:
    """A prediction over the class and class 1."""
    ids = tuple(sorted({1, class_id}))
    return Prediction(class_id, unknown, 0.75, ids, tuple(i / 3 for i in ids), "a" * 64, revision)


def small_project() -> Project:
    """Classes 1 cat and 2 dog; pictures 1 (cat), 2 (dog), 3 and 4 (queries, 4 labelled dog)."""
    project = Project()
    for edit in (
        lambda p: edits.add_class(p, "cat"),
        lambda p: edits.add_class(p, "dog"),
        lambda p: edits.add_pictures(
            p, [NewPicture("/p/1.jpg", class_id=1), NewPicture("/p/2.jpg", class_id=2)]
        ),
        lambda p: edits.add_pictures(p, [NewPicture("/p/3.jpg"), NewPicture("/p/4.jpg")]),
        lambda p: edits.label(p, [4], 2),
    ):
        project, _ = edits.apply(project, edit(project))
    return project


def filled_session(path: Path) -> Session:
    """A session on a new file that holds `small_project`, in three undoable steps."""
    session = Session.create(path)
    session.apply(edits.add_class(session.project, "cat"))
    session.apply(edits.add_class(session.project, "dog"))
    found = [NewPicture(f"/p/{n}.jpg", class_id=n if n < 3 else None) for n in range(1, 5)]
    session.apply(edits.add_pictures(session.project, found))
    return session


def document(project: Project) -> tuple[object, ...]:
    """What a person decided: all that undo and redo are about, with its order."""
    return project.classes, list(project.pictures.items()), dict(project.settings)
