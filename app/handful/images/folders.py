"""What lies in dropped files and folders, found lazily and in the order people expect. Opens no picture."""

from __future__ import annotations

import heapq
import os
import re
import stat
import unicodedata
from collections.abc import Generator, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from handful.images.errors import PictureError
from handful.images.files import reason_for
from handful.images.formats import SUFFIXES
from handful.message import Message

_SKIPPED_FOLDERS: Final = frozenset({"__macosx", "@eadir", "$recycle.bin"})
_DIGITS: Final = re.compile("[0-9]+")
_BLOCK_NAMES: Final = 10_000
_PAUSE_ENTRIES: Final = 1_000
_HIDDEN_ATTRIBUTE: Final = getattr(stat, "FILE_ATTRIBUTE_HIDDEN", 2)
_Identity = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Found:
    """A file to read, or a folder that could not be listed (then `error` says why).

    `class_name`: the class folder below which it lies, where the dropped folder holds class folders only.
    """

    path: Path
    class_name: str | None = None
    error: str | None = None


def is_picture_name(path: Path | str) -> bool:
    """Whether the suffix is that of a kind of picture that is read."""
    return os.path.splitext(path)[1].lower() in SUFFIXES


def walk(paths: Iterable[Path]) -> Iterator[Found]:
    """Find the pictures of a drop, naturally sorted: a folder's own pictures, then those of its subfolders.

    A dropped file is always found, whatever its name. A dropped folder without pictures of its own holds
    class folders: what lies below a subfolder has its name as class. Links are followed, but no folder twice.
    """
    return (found for found in walk_with_pauses(paths) if found is not None)


def walk_with_pauses(paths: Iterable[Path]) -> Iterator[Found | None]:
    """As `walk`, with a None after each folder and each `_PAUSE_ENTRIES` entries: a moment to stop at."""
    seen: set[_Identity] = set()
    for path in paths:
        if os.path.isdir(path):  # `Path.is_dir` raises where access is denied
            yield from _walk_dropped(path, seen)
        else:
            yield Found(path)


def class_folders(root: Path) -> dict[str, list[Path]]:
    """Class name -> its pictures, for each subfolder that is not hidden; naturally sorted, empty ones too.

    Pictures directly in `root` belong to no class and are left out. Raises PictureError with the folder that
    cannot be listed.
    """
    listing = _finished(_list(root))
    if isinstance(listing, Found):
        raise PictureError(Message("{path}: {why}", path=root, why=listing.error))
    classes: dict[str, list[Path]] = {}
    for folder in listing.sorted_folders():
        pictures = classes.setdefault(_class_name(folder), [])
        for found in _walk_below([folder], set(), None):
            if found is None:
                continue
            if found.error is not None:
                raise PictureError(Message("{path}: {why}", path=found.path, why=found.error))
            pictures.append(found.path)
    return classes


@dataclass(frozen=True, slots=True)
class _Listing:
    """What lies directly in a folder; the names as the system gave them."""

    folder: Path
    pictures: list[str]
    folders: list[str]

    def found(self, class_name: str | None) -> Iterator[Found]:
        return (Found(self.folder / name, class_name) for name in naturally(self.pictures))

    def sorted_folders(self) -> list[Path]:
        return [self.folder / name for name in naturally(self.folders)]


def _walk_dropped(root: Path, seen: set[_Identity]) -> Iterator[Found | None]:
    listing = yield from _list_once(root, seen)
    if not isinstance(listing, _Listing):
        yield from listing
        return
    yield from listing.found(None)
    for folder in listing.sorted_folders():
        yield from _walk_below([folder], seen, None if listing.pictures else _class_name(folder))


def _walk_below(stack: list[Path], seen: set[_Identity], class_name: str | None) -> Iterator[Found | None]:
    """Depth first, by a stack of its own: folders nest deeper than Python recurses."""
    while stack:
        listing = yield from _list_once(stack.pop(), seen)
        if not isinstance(listing, _Listing):
            yield from listing
            continue
        yield from listing.found(class_name)
        stack += reversed(listing.sorted_folders())


def _list_once(folder: Path, seen: set[_Identity]) -> Generator[None, None, _Listing | tuple[Found, ...]]:
    """The folder's listing; nothing where it was listed before; what was wrong where it cannot be listed."""
    try:
        status = os.stat(folder)
    except (OSError, ValueError) as error:
        return (Found(folder, error=reason_for(error, folder)),)
    identity = (status.st_dev, status.st_ino)
    if identity in seen:
        return ()
    seen.add(identity)
    listing = yield from _list(folder)
    return listing if isinstance(listing, _Listing) else (listing,)


def _list(folder: Path) -> Generator[None, None, _Listing | Found]:
    listing = _Listing(folder, [], [])
    try:
        with os.scandir(folder) as entries:
            for number, entry in enumerate(entries, start=1):
                _sort_in(entry, listing)
                if number % _PAUSE_ENTRIES == 0:
                    yield
    except (OSError, ValueError) as error:
        return Found(folder, error=reason_for(error, folder))
    yield
    return listing


def _sort_in(entry: os.DirEntry[str], listing: _Listing) -> None:
    if _is_hidden(entry):
        return
    if not _is_folder(entry):
        if is_picture_name(entry.name):
            listing.pictures.append(entry.name)
    elif entry.name.casefold() not in _SKIPPED_FOLDERS:
        listing.folders.append(entry.name)


def _finished(listing: Generator[None, None, _Listing | Found]) -> _Listing | Found:
    """What the generator returns, without stopping on the way."""
    while True:
        try:
            next(listing)
        except StopIteration as outcome:
            result: _Listing | Found = outcome.value
            return result


def naturally(names: list[str]) -> Iterator[str]:
    """In natural order. Sorted in blocks, as one long sort would keep every other thread waiting."""
    starts = range(0, len(names), _BLOCK_NAMES)
    blocks = [sorted(names[start : start + _BLOCK_NAMES], key=natural_key) for start in starts]
    return heapq.merge(*blocks, key=natural_key) if len(blocks) > 1 else iter(blocks[0] if blocks else ())


def natural_key(name: str) -> str:
    """Sorts `picture 2` before `picture 10`, and large and small letters together; no two names alike."""
    return f"{_DIGITS.sub(_padded, name.casefold())}\0{name}"


def _padded(digits: re.Match[str]) -> str:
    return digits[0].zfill(24)


def _is_hidden(entry: os.DirEntry[str]) -> bool:
    return entry.name.startswith(".") or (os.name == "nt" and bool(_attributes(entry) & _HIDDEN_ATTRIBUTE))


def _attributes(entry: os.DirEntry[str]) -> int:
    try:
        return int(getattr(entry.stat(follow_symlinks=False), "st_file_attributes", 0))
    except OSError:
        return 0


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link that leads back to itself
        return False


def _class_name(folder: Path) -> str:
    """The folder's name as text to show and store: undecodable bytes replaced, accents composed."""
    text = os.fsencode(folder.name).decode("utf-8", "replace")
    return unicodedata.normalize("NFC", text).strip() or text
