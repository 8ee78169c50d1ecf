"""What lies in dropped files and folders, found lazily and in the order people expect. Opens no picture."""

from __future__ import annotations

import os
import re
import stat
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from handful.images.errors import PictureError
from handful.images.files import reason_for
from handful.images.formats import SUFFIXES

_SKIPPED_NAMES: Final = frozenset({"__macosx", "thumbs.db", "desktop.ini", "@eadir", "$recycle.bin"})
_DIGITS: Final = re.compile(r"(\d+)")
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
    seen: set[_Identity] = set()
    for path in paths:
        if path.is_dir():
            yield from _walk_dropped(path, seen)
        else:
            yield Found(path)


def class_folders(root: Path) -> dict[str, list[Path]]:
    """Class name -> its pictures, for each subfolder that is not hidden; naturally sorted, empty ones too.

    Pictures directly in `root` belong to no class and are left out. Raises PictureError with the folder that
    cannot be listed.
    """
    listing = _list(root)
    if isinstance(listing, Found):
        raise PictureError(f"{root}: {listing.error}")
    classes: dict[str, list[Path]] = {}
    for folder in listing.folders:
        pictures = classes.setdefault(_class_name(folder), [])
        for found in _walk_below([folder], set(), None):
            if found.error is not None:
                raise PictureError(f"{found.path}: {found.error}")
            pictures.append(found.path)
    return classes


@dataclass(frozen=True, slots=True)
class _Listing:
    pictures: list[Path]
    folders: list[Path]


def _walk_dropped(root: Path, seen: set[_Identity]) -> Iterator[Found]:
    listing = _list_once(root, seen)
    if not isinstance(listing, _Listing):
        yield from listing
        return
    yield from (Found(path) for path in listing.pictures)
    for folder in listing.folders:
        yield from _walk_below([folder], seen, None if listing.pictures else _class_name(folder))


def _walk_below(stack: list[Path], seen: set[_Identity], class_name: str | None) -> Iterator[Found]:
    """Depth first, by a stack of its own: folders nest deeper than Python recurses."""
    while stack:
        listing = _list_once(stack.pop(), seen)
        if not isinstance(listing, _Listing):
            yield from listing
            continue
        yield from (Found(path, class_name) for path in listing.pictures)
        stack += reversed(listing.folders)


def _list_once(folder: Path, seen: set[_Identity]) -> _Listing | tuple[Found, ...]:
    """The folder's listing; nothing where it was listed before; what was wrong where it cannot be listed."""
    try:
        status = os.stat(folder)
    except (OSError, ValueError) as error:
        return (Found(folder, error=reason_for(error, folder)),)
    identity = (status.st_dev, status.st_ino)
    if identity in seen:
        return ()
    seen.add(identity)
    listing = _list(folder)
    return listing if isinstance(listing, _Listing) else (listing,)


def _list(folder: Path) -> _Listing | Found:
    pictures: list[str] = []
    folders: list[str] = []
    try:
        with os.scandir(folder) as entries:
            for entry in entries:
                if _is_hidden(entry):
                    continue
                if _is_folder(entry):
                    folders.append(entry.name)
                elif is_picture_name(entry.name):
                    pictures.append(entry.name)
    except (OSError, ValueError) as error:
        return Found(folder, error=reason_for(error, folder))
    return _Listing(
        *([folder / name for name in sorted(names, key=natural_key)] for names in (pictures, folders))
    )


def natural_key(name: str) -> tuple[list[str | int], str]:
    """Sorts `picture 2` before `picture 10`, and large and small letters together."""
    parts = _DIGITS.split(name.casefold())
    return [int(part) if i % 2 else part for i, part in enumerate(parts)], name


def _is_hidden(entry: os.DirEntry[str]) -> bool:
    if entry.name.startswith(".") or entry.name.casefold() in _SKIPPED_NAMES:
        return True
    return os.name == "nt" and bool(_attributes(entry) & _HIDDEN_ATTRIBUTE)


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
