"""Edits a project as fast as it can, and says after each step what the project then holds."""

from __future__ import annotations

import hashlib
import random
import sys
from collections.abc import Iterator
from pathlib import Path

from handful.project import NewPicture, Session, edits
from tests.project.making import document, prediction


def hash_of(session: Session) -> str:
    """Of all that a person has decided, the same in every process."""
    return hashlib.sha256(repr(document(session.project)).encode()).hexdigest()


def steps(session: Session, seed: int) -> Iterator[str]:
    """Does one edit after another, the same ones for the same seed; gives the hash after each."""
    chance = random.Random(seed)
    for number in range(1_000_000):
        project = session.project
        ids = list(project.pictures)
        some = chance.sample(ids, min(len(ids), 20))
        kind = chance.randrange(6)
        if kind == 0 or not some:
            found = [NewPicture(f"/p/{number}-{n}.jpg") for n in range(50)]
            session.apply(edits.add_pictures(project, found), group=chance.choice((None, "drop")))
        elif kind == 1 and project.classes:
            session.apply(edits.label(project, some, chance.choice(project.classes).id))
        elif kind == 2 and project.classes:
            session.apply(edits.move_to_class(project, some[:3], project.classes[0].id))
        elif kind == 3:
            session.undo()
        elif kind == 4:
            session.redo()
        elif project.classes:
            session.record_predictions({each: prediction(project.classes[0].id) for each in some})
        yield hash_of(session)


if __name__ == "__main__":
    for line in steps(Session.open(Path(sys.argv[1])), int(sys.argv[2])):
        print(line, flush=True)
