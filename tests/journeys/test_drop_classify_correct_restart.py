"""The main job by hand: files dragged from another program, predictions, one correction, a restart."""

import pytest

from tests.journeys.person import Person
from tests.workflows.tiny import BLUE, GREEN, RED, paint

SLOW_S = 120


@pytest.fixture
def pictures(tmp_path):
    """Two class folders of three pictures and a heap of six to sort, two of them easily mistaken."""
    for name, colour in (("tomato", RED), ("lime", GREEN)):
        for i in range(3):
            paint(tmp_path / "classes" / name / f"{name} {i}.png", colour, i, size=(96, 80))
    for i, colour in enumerate((RED, GREEN, RED, GREEN, BLUE, RED)):
        paint(tmp_path / "heap" / f"heap {i}.png", colour, 10 + i, size=(80, 96))
    return tmp_path


@pytest.fixture
def person(virtual_screen, qtbot):
    people = []

    def come():
        people.append(Person(virtual_screen, qtbot.waitUntil))
        return people[-1]

    yield come
    for someone in people:
        someone.give_up()


def heap(state):
    return {name: p for name, p in state["pictures"].items() if name.startswith("heap")}


@pytest.mark.timeout(300)
def test_files_are_dragged_in_classified_one_is_corrected_and_all_is_there_after_a_restart(
    person, pictures, qtbot
):
    someone = person()
    someone.drag_files([pictures / "classes"], to="grid")
    qtbot.waitUntil(lambda: len(someone.tell("project")["pictures"]) == 6, timeout=SLOW_S * 1000)
    assert sorted(someone.tell("project")["classes"]) == ["lime", "tomato"]

    someone.drag_files(sorted((pictures / "heap").iterdir()), to="grid")
    qtbot.waitUntil(lambda: len(heap(someone.tell("project"))) == 6, timeout=SLOW_S * 1000)
    qtbot.waitUntil(
        lambda: all(p["prediction"] for p in heap(someone.tell("project")).values()), timeout=SLOW_S * 1000
    )
    predicted = heap(someone.tell("project"))
    assert {predicted[f"heap {i}.png"]["prediction"] for i in (0, 2, 5)} == {"tomato"}
    assert {predicted[f"heap {i}.png"]["prediction"] for i in (1, 3)} == {"lime"}

    someone.click(someone.where("cell:heap 1.png"))
    someone.press("2")
    qtbot.waitUntil(lambda: heap(someone.tell("project"))["heap 1.png"]["label"] == "tomato", timeout=10_000)
    someone.press("ctrl+z")
    qtbot.waitUntil(lambda: heap(someone.tell("project"))["heap 1.png"]["label"] is None, timeout=10_000)
    someone.press("ctrl+shift+z")
    qtbot.waitUntil(lambda: heap(someone.tell("project"))["heap 1.png"]["label"] == "tomato", timeout=10_000)

    someone.drag(someone.where("cell:heap 4.png"), someone.where("card:lime"))
    qtbot.waitUntil(lambda: heap(someone.tell("project"))["heap 4.png"]["label"] == "lime", timeout=10_000)
    qtbot.waitUntil(lambda: not someone.tell("busy"), timeout=SLOW_S * 1000)

    before = someone.tell("project")
    assert someone.leave() == 0
    someone = person()
    assert someone.tell("project") == before
    assert someone.leave() == 0
