"""Torch's libraries are opened before it is imported, and nothing breaks where they are not there."""

import os
import subprocess
import sys
import threading

import pytest

from handful.workflows.warm import GIVEN_WAY_NICE, give_way, preload, preload_torch_libraries

posix = pytest.mark.skipif(sys.platform == "win32", reason="Windows opens libraries in another way")

ALONE = """
import sys
from handful.workflows.warm import preload_torch_libraries
opened = preload_torch_libraries()
assert "torch" not in sys.modules
import torch
assert float((torch.ones(8, 8) @ torch.ones(8, 8)).sum()) == 512
print(*opened)
"""


@posix
def test_torch_works_after_its_libraries_were_opened_first():
    done = subprocess.run([sys.executable, "-c", ALONE], capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stderr
    assert {"libc10", "libtorch_cpu", "libtorch_python"} <= set(done.stdout.split())


def test_nothing_is_opened_where_torch_is_there_already():
    pytest.importorskip("torch")
    assert preload_torch_libraries() == ()


@posix
def test_an_empty_folder_is_no_error(tmp_path):
    assert preload(tmp_path, ".so") == ()


@posix
def test_a_file_that_is_no_library_ends_it_and_leaves_the_rest_to_the_import(tmp_path):
    for name in ("libc10.so", "libtorch.so"):
        (tmp_path / name).write_text("no library")
    assert preload(tmp_path, ".so") == ()


@pytest.mark.skipif(sys.platform != "linux", reason="other systems have no such priorities of threads")
def test_a_thread_that_gives_way_does_so_with_the_threads_it_starts_and_with_no_other():
    nice = []

    def note():
        nice.append(os.getpriority(os.PRIO_PROCESS, threading.get_native_id()))

    def work():
        give_way()
        note()
        child = threading.Thread(target=note)
        child.start()
        child.join()

    before = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())
    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    note()
    lowered = max(before, GIVEN_WAY_NICE)
    assert nice == [lowered, lowered, before]
