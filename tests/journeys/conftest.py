"""Somebody who sorts a heap in a window of their own."""

import pytest

from tests.journeys.person import Person
from tests.journeys.sorter import Sorter


@pytest.fixture
def sorter(virtual_screen, qtbot):
    people = []

    def come(heap):
        people.append(Person(virtual_screen, qtbot.waitUntil))
        return Sorter(people[-1], heap)

    yield come
    for someone in people:
        someone.give_up()
