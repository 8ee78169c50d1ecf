"""Every run of a job ends in exactly one way, on the right thread, and stale news is dropped."""

import threading
import time

import pytest
from PySide6.QtCore import QObject, QThread, Slot

from handful.jobs import JobRunner
from handful.jobs.runner import PROGRESS_INTERVAL_MS


class Witness(QObject):
    """Writes down what a runner tells, and on which thread it was told."""

    def __init__(self, runner: JobRunner) -> None:
        super().__init__()
        self.values: list[tuple[int, object]] = []
        self.endings: list[tuple[str, int, object]] = []
        self.threads: set[QThread] = set()
        self.batches = 0
        runner.progressed.connect(self.on_progressed)
        runner.succeeded.connect(self.on_succeeded)
        runner.failed.connect(self.on_failed)
        runner.cancelled.connect(self.on_cancelled)

    @Slot(int, object)
    def on_progressed(self, run_id: int, values: object) -> None:
        self.threads.add(QThread.currentThread())
        self.batches += 1
        self.values += [(run_id, value) for value in values]

    @Slot(int, object)
    def on_succeeded(self, run_id: int, value: object) -> None:
        self.threads.add(QThread.currentThread())
        self.endings.append(("succeeded", run_id, value))

    @Slot(int, object)
    def on_failed(self, run_id: int, error: object) -> None:
        self.endings.append(("failed", run_id, error))

    @Slot(int)
    def on_cancelled(self, run_id: int) -> None:
        self.endings.append(("cancelled", run_id, None))


@pytest.fixture
def runner(qapp):
    runner = JobRunner("test")
    yield runner
    runner.close()
    assert not runner._thread.isRunning()


@pytest.fixture
def witness(runner):
    return Witness(runner)


def count_to(limit):
    yield from range(limit)
    return limit


def until_released(gate, record, *, finished):
    """Yield, and wait before each next step for the gate, so that a test decides how far the run is."""
    try:
        record.append(threading.get_ident())
        yield "started"
        gate.wait(10)
        yield "second"
        gate.wait(10)
        return "done"
    finally:
        finished.set()


def test_a_run_delivers_all_progress_in_order_and_then_its_outcome(qtbot, runner, witness):
    runner.start(lambda: count_to(1000), 1)
    qtbot.waitUntil(lambda: witness.endings != [])
    assert witness.endings == [("succeeded", 1, 1000)]
    assert witness.values == [(1, number) for number in range(1000)]
    assert not runner.busy


def test_the_generator_runs_on_the_worker_and_is_heard_on_the_callers_thread(qtbot, runner, witness):
    made_on, ran_on = [], []

    def make():
        made_on.append(threading.get_ident())
        return body()

    def body():
        ran_on.append(threading.get_ident())
        yield 1

    runner.start(make, 1)
    qtbot.waitUntil(lambda: witness.endings != [])
    assert made_on == ran_on != [threading.get_ident()]
    assert witness.threads == {QThread.currentThread()}


def test_all_runs_share_one_worker_thread(qtbot, runner, witness):
    idents = []

    def body():
        idents.append(threading.get_ident())
        yield 1

    for run_id in range(3):
        runner.start(body, run_id)
        qtbot.waitUntil(lambda n=run_id: len(witness.endings) == n + 1)
    assert len(set(idents)) == 1


def test_an_exception_in_the_generator_becomes_one_failure_with_that_exception(qtbot, runner, witness):
    def body():
        yield 1
        raise OSError("disk on fire")

    runner.start(body, 7)
    qtbot.waitUntil(lambda: witness.endings != [])
    [(kind, run_id, error)] = witness.endings
    assert (kind, run_id, str(error)) == ("failed", 7, "disk on fire")
    assert witness.values == [(7, 1)]


def test_an_exception_in_the_making_of_the_generator_becomes_a_failure(qtbot, runner, witness):
    def make():
        raise ValueError("no encoder")

    runner.start(make, 1)
    qtbot.waitUntil(lambda: witness.endings != [])
    assert witness.endings[0][0] == "failed"


def test_even_a_system_exit_on_the_worker_is_a_failure_and_the_worker_lives_on(qtbot, runner, witness):
    def body():
        yield 1
        raise SystemExit(3)

    runner.start(body, 1)
    qtbot.waitUntil(lambda: len(witness.endings) == 1)
    runner.start(lambda: count_to(2), 2)
    qtbot.waitUntil(lambda: len(witness.endings) == 2)
    assert [kind for kind, *_ in witness.endings] == ["failed", "succeeded"]


def test_a_failure_keeps_nothing_of_the_failed_run_alive(qtbot, runner, witness):
    import weakref

    class Tensor:
        pass

    kept = []

    def body():
        tensor = Tensor()
        kept.append(weakref.ref(tensor))
        yield 1
        raise MemoryError("CUDA out of memory")

    runner.start(body, 1)
    qtbot.waitUntil(lambda: witness.endings != [])
    assert kept[0]() is None


def test_cancelling_ends_the_run_at_once_and_closes_the_generator_at_its_next_yield(qtbot, runner, witness):
    gate, finished, record = threading.Event(), threading.Event(), []
    runner.start(lambda: until_released(gate, record, finished=finished), 1)
    qtbot.waitUntil(lambda: witness.values == [(1, "started")])
    runner.cancel()
    assert witness.endings == [("cancelled", 1, None)]
    assert not runner.busy
    gate.set()
    qtbot.waitUntil(finished.is_set)
    runner.start(lambda: count_to(1), 2)
    qtbot.waitUntil(lambda: len(witness.endings) == 2)
    assert witness.values == [(1, "started"), (2, 0)]


def test_a_run_cancelled_before_its_first_yield_never_starts(qtbot, runner, witness):
    gate, finished, started = threading.Event(), threading.Event(), []
    runner.start(lambda: until_released(gate, started, finished=finished), 1)
    runner.start(lambda: until_released(gate, started, finished=finished), 2)
    runner.cancel()
    gate.set()
    runner.start(lambda: count_to(1), 3)
    qtbot.waitUntil(lambda: len(witness.endings) == 3)
    assert witness.endings == [("cancelled", 1, None), ("cancelled", 2, None), ("succeeded", 3, 1)]
    assert len(started) <= 1


def test_a_newer_run_supersedes_the_running_one_and_its_late_results_are_dropped(qtbot, runner, witness):
    gate, finished, record = threading.Event(), threading.Event(), []
    runner.start(lambda: until_released(gate, record, finished=finished), 1)
    qtbot.waitUntil(lambda: witness.values == [(1, "started")])
    runner.start(lambda: count_to(3), 2)
    gate.set()
    qtbot.waitUntil(lambda: len(witness.endings) == 2)
    assert witness.endings == [("cancelled", 1, None), ("succeeded", 2, 3)]
    assert [run_id for run_id, _ in witness.values] == [1, 2, 2, 2]


def test_cancelling_without_a_run_says_nothing(runner, witness):
    runner.cancel()
    assert witness.endings == []


def test_an_error_while_closing_a_cancelled_generator_does_not_add_a_second_ending(qtbot, runner, witness):
    closed = threading.Event()
    gate = threading.Event()

    def body():
        try:
            yield 1
            gate.wait(10)
            yield 2
        finally:
            closed.set()
            raise RuntimeError("clean-up failed")

    runner.start(body, 1)
    qtbot.waitUntil(lambda: witness.values != [])
    runner.cancel()
    gate.set()
    qtbot.waitUntil(closed.is_set)
    runner.start(lambda: count_to(1), 2)
    qtbot.waitUntil(lambda: len(witness.endings) == 2)
    assert [ending[:2] for ending in witness.endings] == [("cancelled", 1), ("succeeded", 2)]


def test_closing_while_running_joins_the_thread_and_closes_the_generator(qapp, qtbot):
    runner = JobRunner("closing")
    witness = Witness(runner)
    finished = threading.Event()

    def endless():
        try:
            while True:
                yield "again"
        finally:
            finished.set()

    runner.start(endless, 1)
    qtbot.waitUntil(lambda: witness.values != [])
    runner.close()
    assert finished.is_set()
    assert witness.endings == [("cancelled", 1, None)]
    runner.close()
    with pytest.raises(RuntimeError, match="closed"):
        runner.start(endless, 2)


def test_progress_reaches_the_screen_at_most_thirty_times_a_second(qtbot, runner, witness):
    def eager():
        until = time.monotonic() + 0.5
        while time.monotonic() < until:
            yield "step"
            time.sleep(0)

    began = time.monotonic()
    runner.start(eager, 1)
    qtbot.waitUntil(lambda: witness.endings != [])
    elapsed_ms = (time.monotonic() - began) * 1000
    assert len(witness.values) > witness.batches
    assert witness.batches <= elapsed_ms / PROGRESS_INTERVAL_MS + 2


def test_a_receiver_may_cancel_from_within_the_last_progress_and_hears_only_that(qtbot, runner, witness):
    class Canceller(QObject):
        @Slot(int, object)
        def on_progressed(self, _run_id, _values):
            runner.cancel()

    canceller = Canceller()
    runner.progressed.connect(canceller.on_progressed)
    runner.start(lambda: count_to(1), 1)
    qtbot.waitUntil(lambda: witness.endings != [])
    runner.start(lambda: count_to(0), 2)
    qtbot.waitUntil(lambda: len(witness.endings) == 2)
    assert witness.endings == [("cancelled", 1, None), ("succeeded", 2, 0)]
