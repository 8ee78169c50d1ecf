"""Which learners' classifiers have no file form, and why. Free of torch: window and command line read it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from handful.message import Message

_NETWORK: Final = Message(
    "its network stays with the app; only what it learned of a support set could go out"
)

NO_FILE_FORM: Final[Mapping[str, str]] = {
    "relation": _NETWORK,
    "memory": _NETWORK,
    "in-context": _NETWORK,
}
"""By learner; the others can be written to a file."""
