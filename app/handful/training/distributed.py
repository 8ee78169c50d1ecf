"""Several processes, on one machine or more, that train one model: started by `torchrun`, joined here."""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Final

import torch
import torch.distributed as dist
from torch import Tensor


@dataclass(frozen=True, slots=True)
class Processes:
    """How many processes train together, and which of them this one is."""

    rank: int = 0
    count: int = 1

    @property
    def is_first(self) -> bool:
        """Whether this process writes the files."""
        return self.rank == 0

    def mean(self, tensors: Sequence[Tensor]) -> None:
        """Replace each tensor by its mean over the processes, the same in all of them."""
        if self.count == 1:
            return
        for tensor in tensors:
            dist.all_reduce(tensor)
            tensor /= self.count


ALONE: Final = Processes()


@contextmanager
def joined() -> Iterator[Processes]:
    """This process among those that `torchrun` started, or alone where it was started by itself."""
    if "RANK" not in os.environ or "WORLD_SIZE" not in os.environ:
        yield ALONE
        return
    dist.init_process_group("nccl" if torch.cuda.is_available() else "gloo")
    try:
        yield Processes(dist.get_rank(), dist.get_world_size())
    finally:
        dist.destroy_process_group()


@contextmanager
def leaving_at_once() -> Iterator[None]:
    """Ends the process where the block ends, with its exit status, past Python's own farewell.

    DistributedDataParallel never lets go of its process group (torch 2.14: making one is enough), so gloo's
    threads still run while Python takes itself down; now and then that aborted a process that was done.
    """
    status = 0
    try:
        yield
    except SystemExit as ended:
        status = ended.code if isinstance(ended.code, int) else int(ended.code is not None)
    except BaseException:
        traceback.print_exc()
        status = 1
    sys.stdout.flush()
    sys.stderr.flush()
    os._exit(status)
