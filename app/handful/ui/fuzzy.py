"""Finds what a person means by a few letters: "adf" finds "Add folder". Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """How well a text fits, smaller is better, and which of its letters were meant."""

    rank: tuple[int, ...]  # first: 0 or 1 where every word is found in one piece
    places: tuple[int, ...]


def match(wanted: str, text: str) -> Match | None:
    """The match of every word that is wanted, in any order; None where one of them is not in the text.

    A word is best at the beginning of a word of the text, then anywhere in one piece, then letter by letter
    from the beginnings of words, at last letter by letter.
    """
    folded = text.casefold()
    if len(folded) != len(text):  # one letter became two: places would be wrong
        folded = text.lower() if len(text.lower()) == len(text) else text
    found = [_word(word, folded) for word in wanted.casefold().split()]
    if any(each is None for each in found):
        return None
    matches = [each for each in found if each is not None]
    worst = max((each.rank[0] for each in matches), default=0)
    begins = sum(each.places[0] for each in matches)
    places = sorted({place for each in matches for place in each.places})
    is_all = len(places) == len(text.replace(" ", ""))
    return Match((worst, begins, not is_all), tuple(places))


def best(wanted: str, texts: Sequence[str]) -> list[tuple[int, Match]]:
    """The texts that match, by their place in `texts`, the best first; all in their order for no wish."""
    found = [(place, hit) for place, text in enumerate(texts) if (hit := match(wanted, text)) is not None]
    if wanted.strip():
        found.sort(key=lambda each: (each[1].rank, each[0]))
    return found


def _word(word: str, text: str) -> Match | None:
    at = text.find(word)
    while at > 0 and text[at - 1].isalnum():
        later = text.find(word, at + 1)
        if later < 0:
            return Match((1,), _stretch(text.find(word), word))
        at = later
    if at >= 0:
        return Match((0,), _stretch(at, word))
    for rank, only_beginnings in ((2, True), (3, False)):
        places = _letters(word, text, only_beginnings=only_beginnings)
        if places is not None:
            return Match((rank,), places)
    return None


def _stretch(at: int, word: str) -> tuple[int, ...]:
    return tuple(range(at, at + len(word)))


def _letters(word: str, text: str, *, only_beginnings: bool) -> tuple[int, ...] | None:
    """Each letter after the one before: next to it, or (also, or only) at the beginning of a word."""
    places: list[int] = []
    for letter in word:
        start = places[-1] + 1 if places else 0
        if places and only_beginnings and text[start : start + 1] == letter:
            places.append(start)
            continue
        at = text.find(letter, start)
        while at > 0 and only_beginnings and text[at - 1].isalnum():
            at = text.find(letter, at + 1)
        if at < 0:
            return None
        places.append(at)
    return tuple(places)
