"""Started by torchrun in a test: one of several processes that train one model into the given folder."""

from __future__ import annotations

import sys
from pathlib import Path

from handful.training.distributed import joined, leaving_at_once
from handful.training.outer_loop import train_episodes
from tests.training.test_outer_loop import SETTINGS, TwoLayers, sampler, validate

if __name__ == "__main__":
    with leaving_at_once(), joined() as processes:
        for _ in train_episodes(TwoLayers(), sampler(), validate, SETTINGS, Path(sys.argv[1]), processes):
            pass
