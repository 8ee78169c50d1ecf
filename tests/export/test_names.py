"""Names are one component, allowed on every system, and no two of a folder are alike anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handful.export.names import MAX_BYTES, Namer, safe_name, same_key

ANY_TEXT = st.one_of(
    st.text(st.characters(exclude_categories=())),
    st.text("./\\ :*CcOoNn\0é\u0301"),
    st.sampled_from(
        ["../x", "CON", "con.txt", "a/b", "...", "", " ", "C:\\x", "x" * 500, "é" * 200, "LPT1 .a"]
    ),
)
RESERVED = {"CON", "PRN", "AUX", "NUL", *(f"{d}{n}" for d in ("COM", "LPT") for n in range(10))}


@given(ANY_TEXT)
@settings(deadline=None)
def test_any_text_becomes_one_component_that_every_system_allows(wish):
    name = safe_name(wish)
    assert 0 < len(name.encode()) <= MAX_BYTES + 1
    assert not set(name) & set('<>:"/\\|?*\0')
    assert name.isprintable()
    assert name[0] not in ". "
    assert name[-1] not in ". "
    assert name.split(".")[0].rstrip().upper() not in RESERVED
    root = Path("/root of all")
    assert (root / name).parent == root
    assert Path(f"/root of all/{name}").name == name


@given(st.lists(ANY_TEXT, max_size=12), st.sampled_from(["", ".jpg", ".JPG", "/../x", ". ", ".j\0g"]))
@settings(deadline=None)
def test_no_two_names_of_a_folder_are_alike_where_case_and_accents_do_not_count(wishes, suffix):
    namer = Namer()
    names = [namer.take(wish, suffix) for wish in wishes]
    assert len({same_key(name) for name in names}) == len(wishes)
    assert all(Path(name).name == name and len(name.encode()) < 255 for name in names)


@given(ANY_TEXT)
@settings(deadline=None)
def test_a_name_that_is_safe_stays_as_it_is(wish):
    assert safe_name(safe_name(wish)) == safe_name(wish)


@pytest.mark.parametrize(
    ("wish", "name"),
    [
        ("Katze", "Katze"),
        ("두루미", "두루미"),
        ("../x", "_._x"),
        ("a/b", "a_b"),
        ("CON", "CON_"),
        ("aux.tar", "aux_.tar"),
        ("...", "_"),
        ("", "_"),
        ("trip 1.5", "trip 1.5"),
        ("=1+1", "=1+1"),
        ("e\u0301", "é"),
        ("a\u202eb", "a_b"),
    ],
)
def test_a_name_stays_as_close_to_the_wish_as_can_be(wish, name):
    assert safe_name(wish) == name


def test_names_that_are_taken_are_numbered_and_keep_their_ending():
    namer = Namer()
    assert [namer.take("Cat", ".jpg"), namer.take("cat", ".JPG"), namer.take("CAT", ".jpg")] == [
        "Cat.jpg",
        "cat (2).JPG",
        "CAT (3).jpg",
    ]
