"""Keeps a window in the same process lively: while torch is imported, and while it computes.

`import torch` makes the dynamic linker map and relocate about a gigabyte while it holds the GIL, and a window
that runs in the same process stands still. The same libraries opened before by a foreign call, which releases
the GIL, cost the import next to nothing. Call it on a worker thread, right before torch is imported.
"""

from __future__ import annotations

import ctypes
import importlib.util
import os
import sys
import threading
from pathlib import Path
from typing import Final

GLOBAL_DEPENDENCIES: Final = "libtorch_global_deps"
LIBRARIES: Final = ("libc10", "libtorch_cpu", "libc10_cuda", "libtorch_cuda", "libtorch", "libtorch_python")
"""In the order in which one needs the other; a build for the CPU lacks some of them."""
GIVEN_WAY_NICE: Final = 10


def preload_torch_libraries() -> tuple[str, ...]:
    """Open torch's libraries as `import torch` would; returns the names of those that could be opened.

    Nothing happens where torch is imported already, is not installed, or lies elsewhere than expected: then
    the import does the work, or says what is wrong. On Windows torch itself opens them by foreign calls.
    """
    if sys.platform == "win32" or "torch" in sys.modules:
        return ()
    spec = importlib.util.find_spec("torch")
    if spec is None or spec.origin is None:
        return ()
    return preload(Path(spec.origin).parent / "lib", ".dylib" if sys.platform == "darwin" else ".so")


def give_way() -> None:
    """Let the calling thread, and all that it starts from now on, compute with what the window leaves.

    For a worker, once torch is imported: a thread that holds the GIL should not have to wait. Linux alone has
    priorities of threads that anyone may lower; elsewhere nothing happens.
    """
    if sys.platform == "linux":
        thread = threading.get_native_id()
        nice = max(GIVEN_WAY_NICE, os.getpriority(os.PRIO_PROCESS, thread))
        os.setpriority(os.PRIO_PROCESS, thread, nice)


def preload(folder: Path, suffix: str) -> tuple[str, ...]:
    """Open the libraries that are in `folder`; stops at the first that exists and cannot be opened."""
    dlopen = ctypes.CDLL(None).dlopen
    dlopen.restype = ctypes.c_void_p
    dlopen.argtypes = [ctypes.c_char_p, ctypes.c_int]
    opened: list[str] = []
    for name in (GLOBAL_DEPENDENCIES, *LIBRARIES):
        path = folder / f"{name}{suffix}"
        visibility = os.RTLD_GLOBAL if name == GLOBAL_DEPENDENCIES else os.RTLD_LOCAL
        if not path.is_file():
            continue
        if not dlopen(os.fsencode(path), os.RTLD_LAZY | visibility):
            break
        opened.append(name)
    return tuple(opened)
