"""The cache gives back exactly what was put, stays within its bound, and never stands in the way."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handful.images import cache as cache_module
from handful.images.cache import EmbeddingCache, EmbeddingKey


def key(i: int, kind: str = "query") -> EmbeddingKey:
    return f"{i:064x}", "encoder", kind


def embedding(i: int, size: int = 256) -> np.ndarray:
    return np.random.default_rng(i).standard_normal(size).astype(np.float32)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "cache" / "embeddings.sqlite"


@pytest.fixture
def cache(path: Path) -> Iterator[EmbeddingCache]:
    with EmbeddingCache(path) as opened:
        yield opened


def kept(cache: EmbeddingCache, n: int) -> set[int]:
    found = cache.get_many([key(i) for i in range(n)])
    return {i for i in range(n) if key(i) in found}


class TestKeeping:
    @pytest.mark.parametrize("in_memory", [True, False])
    def test_what_was_put_comes_back_bit_by_bit(self, path: Path, in_memory: bool) -> None:
        with EmbeddingCache(None if in_memory else path) as cache:
            values = np.array([1e-42, -0.0, 3.4e38, np.pi, np.nan], np.float32)
            cache.put_many({key(1): values, key(2): embedding(2)})
            found = cache.get_many([key(1), key(2), key(3)])
            assert found.keys() == {key(1), key(2)}
            assert found[key(1)].dtype == np.float32
            assert found[key(1)].tobytes() == values.tobytes()
            assert cache.in_memory is in_memory

    def test_the_shape_comes_back_too(self, cache: EmbeddingCache) -> None:
        cache.put_many(
            {key(1): np.ones((6, 8), np.float32), key(2): np.float32(3.0), key(3): np.ones(0, np.float32)}
        )
        found = cache.get_many([key(1), key(2), key(3)])
        assert [found[key(i)].shape for i in (1, 2, 3)] == [(6, 8), (), (0,)]

    def test_wider_numbers_become_float32(self, cache: EmbeddingCache) -> None:
        cache.put_many({key(1): np.array([0.1, 0.2])})
        assert np.array_equal(cache.get_many([key(1)])[key(1)], np.array([0.1, 0.2], np.float32))

    def test_what_comes_back_may_be_changed(self, cache: EmbeddingCache) -> None:
        cache.put_many({key(1): embedding(1)})
        cache.get_many([key(1)])[key(1)][:] = 0
        assert np.array_equal(cache.get_many([key(1)])[key(1)], embedding(1))

    def test_content_encoder_and_kind_each_tell_entries_apart(self, cache: EmbeddingCache) -> None:
        keys = [("a", "e", "query"), ("b", "e", "query"), ("a", "f", "query"), ("a", "e", "support")]
        cache.put_many({k: embedding(i) for i, k in enumerate(keys)})
        found = cache.get_many(keys)
        assert all(np.array_equal(found[k], embedding(i)) for i, k in enumerate(keys))

    def test_the_newest_value_of_a_key_counts(self, cache: EmbeddingCache) -> None:
        cache.put_many({key(1): embedding(1)})
        cache.put_many({key(1): embedding(2, 16)})
        assert np.array_equal(cache.get_many([key(1)])[key(1)], embedding(2, 16))
        assert cache.size_bytes() == 64

    def test_it_outlives_the_program(self, path: Path) -> None:
        with EmbeddingCache(path) as cache:
            cache.put_many({key(1): embedding(1)})
        with EmbeddingCache(path) as cache:
            assert np.array_equal(cache.get_many([key(1)])[key(1)], embedding(1))

    def test_asking_for_nothing_and_putting_nothing_is_fine(self, cache: EmbeddingCache) -> None:
        cache.put_many({})
        assert cache.get_many([]) == {}
        assert cache.size_bytes() == 0

    def test_clearing_forgets_everything(self, cache: EmbeddingCache) -> None:
        cache.put_many({key(1): embedding(1)})
        cache.clear()
        assert cache.get_many([key(1)]) == {}
        assert cache.size_bytes() == 0

    @settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(sizes=st.lists(st.integers(0, 40), min_size=1, max_size=30))
    def test_a_bounded_cache_agrees_with_a_dictionary_on_what_it_has(self, sizes: list[int]) -> None:
        with EmbeddingCache(None, max_bytes=1000) as cache:
            for i, size in enumerate(sizes):
                cache.put_many({key(i): embedding(i, size)})
            found = cache.get_many([key(i) for i in range(len(sizes))])
            assert all(np.array_equal(found[key(i)], embedding(i, sizes[i])) for i in kept(cache, len(sizes)))
            assert sum(v.nbytes for v in found.values()) == cache.size_bytes() <= 1000


class TestBound:
    def test_it_stays_within_its_bytes(self, path: Path) -> None:
        with EmbeddingCache(path, max_bytes=100 * 1024) as cache:
            for start in range(0, 1000, 20):
                cache.put_many({key(i): embedding(i) for i in range(start, start + 20)})
                assert cache.size_bytes() <= 100 * 1024 * 1.02
            assert kept(cache, 1000) >= set(range(920, 1000))

    def test_the_least_recently_used_go_first(self, path: Path) -> None:
        with EmbeddingCache(path, max_bytes=10 * 1024) as cache:
            for i in range(10):
                cache.put_many({key(i): embedding(i)})
            cache.get_many([key(0), key(1)])
            cache.put_many({key(10): embedding(10)})
            assert kept(cache, 11) == {0, 1, 4, 5, 6, 7, 8, 9, 10}

    def test_use_is_remembered_between_runs(self, path: Path) -> None:
        with EmbeddingCache(path) as cache:
            for i in range(10):
                cache.put_many({key(i): embedding(i)})
        with EmbeddingCache(path) as cache:
            cache.get_many([key(0)])
        with EmbeddingCache(path, max_bytes=5 * 1024) as cache:
            cache.put_many({key(10): embedding(10)})
            assert 0 in kept(cache, 11)
            assert cache.size_bytes() <= 5 * 1024

    def test_a_value_larger_than_the_bound_is_not_kept(self) -> None:
        with EmbeddingCache(None, max_bytes=100) as cache:
            cache.put_many({key(1): embedding(1)})
            assert cache.get_many([key(1)]) == {}

    def test_the_file_does_not_grow_for_ever(self, path: Path) -> None:
        with EmbeddingCache(path, max_bytes=64 * 1024) as cache:
            for start in range(0, 2000, 50):
                cache.put_many({key(i): embedding(i) for i in range(start, start + 50)})
        assert path.stat().st_size < 4 * 64 * 1024


class TestTrouble:
    @pytest.mark.parametrize("damage", [b"this is no database", b"SQLite format 3\0" + b"\xff" * 5000])
    def test_a_damaged_file_is_set_aside_and_a_new_one_begun(self, path: Path, damage: bytes) -> None:
        path.parent.mkdir()
        path.write_bytes(damage)
        with EmbeddingCache(path) as cache:
            cache.put_many({key(1): embedding(1)})
            assert not cache.in_memory
        assert path.with_name(path.name + ".damaged").read_bytes() == damage
        with EmbeddingCache(path) as cache:
            assert key(1) in cache.get_many([key(1)])

    def test_damage_found_while_reading_is_survived(self, path: Path) -> None:
        with EmbeddingCache(path) as cache:
            cache.put_many({key(i): embedding(i) for i in range(400)})
        data = bytearray(path.read_bytes())
        data[4096 * 2 :] = b"\x55" * (len(data) - 4096 * 2)
        path.write_bytes(bytes(data))
        with EmbeddingCache(path) as cache:
            found = cache.get_many([key(i) for i in range(400)])
            assert all(np.array_equal(found[key(i)], embedding(i)) for i in range(400) if key(i) in found)
            cache.put_many({key(1): embedding(1)})
            assert np.array_equal(cache.get_many([key(1)])[key(1)], embedding(1))

    @settings(max_examples=40, deadline=None, derandomize=True)
    @given(position=st.floats(0, 1, exclude_max=True), mask=st.integers(1, 255))
    def test_no_flipped_byte_ever_gives_a_wrong_value(
        self, tmp_path_factory: pytest.TempPathFactory, position: float, mask: int
    ) -> None:
        path = tmp_path_factory.mktemp("flip") / "cache.sqlite"
        with EmbeddingCache(path) as cache:
            cache.put_many({key(i): embedding(i) for i in range(20)})
        data = bytearray(path.read_bytes())
        data[int(position * len(data))] ^= mask
        path.write_bytes(bytes(data))
        with EmbeddingCache(path) as cache:
            found = cache.get_many([key(i) for i in range(20)])
            assert all(np.array_equal(found[key(i)], embedding(i)) for i in kept(cache, 20))
            cache.put_many({key(30): embedding(30)})
            assert np.array_equal(cache.get_many([key(30)])[key(30)], embedding(30))
        del found

    @pytest.mark.parametrize(
        "column", ["shape = '[3]'", "shape = 7", "data = 'text'", "crc = 'x'", "used = 'never'"]
    )
    def test_a_value_of_the_wrong_type_in_the_file_is_never_given_back(self, path: Path, column: str) -> None:
        with EmbeddingCache(path) as cache:
            cache.put_many({key(1): embedding(1)})
        with sqlite3.connect(path) as vandal:
            vandal.execute(f"UPDATE embeddings SET {column}")
        vandal.close()
        with EmbeddingCache(path) as cache:
            assert column.startswith("used") or cache.get_many([key(1)]) == {}
            cache.put_many({key(2): embedding(2)})
            assert np.array_equal(cache.get_many([key(2)])[key(2)], embedding(2))

    def test_a_value_that_stands_under_another_key_is_never_given_back(self, path: Path) -> None:
        with EmbeddingCache(path) as cache:
            cache.put_many({key(1): embedding(1)})
        with sqlite3.connect(path) as vandal:
            vandal.execute("UPDATE embeddings SET content_hash = ?", key(2)[:1])
        vandal.close()
        with EmbeddingCache(path) as cache:
            assert cache.get_many([key(1), key(2)]) == {}

    def test_a_file_of_another_version_is_begun_anew(self, path: Path) -> None:
        path.parent.mkdir()
        with sqlite3.connect(path) as old:
            old.execute("CREATE TABLE embeddings (old TEXT)")
            old.execute("PRAGMA user_version = 99")
        old.close()
        with EmbeddingCache(path) as cache:
            cache.put_many({key(1): embedding(1)})
            assert key(1) in cache.get_many([key(1)])
            assert not cache.in_memory

    def test_where_no_file_can_be_it_works_in_memory(self, tmp_path: Path) -> None:
        (tmp_path / "file").touch()
        for impossible in (tmp_path / "file" / "cache.sqlite", tmp_path):
            with EmbeddingCache(impossible) as cache:
                assert cache.in_memory
                cache.put_many({key(1): embedding(1)})
                assert key(1) in cache.get_many([key(1)])

    def test_a_file_that_stays_locked_costs_the_file_but_no_value(
        self, path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(cache_module, "BUSY_TIMEOUT_S", 0.05)
        with EmbeddingCache(path) as cache:
            other = sqlite3.connect(path, isolation_level=None)
            other.execute("BEGIN IMMEDIATE")
            cache.put_many({key(1): embedding(1)})
            assert cache.in_memory
            assert key(1) in cache.get_many([key(1)])
            other.execute("ROLLBACK")
            other.close()

    def test_after_closing_nothing_is_found_and_nothing_raised(self, path: Path) -> None:
        cache = EmbeddingCache(path)
        cache.put_many({key(1): embedding(1)})
        cache.close()
        cache.put_many({key(2): embedding(2)})
        assert cache.get_many([key(1), key(2)]) == {}
        cache.close()


class TestSharing:
    def test_many_threads_may_read_and_write_at_once(self, cache: EmbeddingCache) -> None:
        errors: list[BaseException] = []

        def work(worker: int) -> None:
            try:
                for i in range(worker * 50, worker * 50 + 50):
                    cache.put_many({key(i): embedding(i)})
                    assert np.array_equal(cache.get_many([key(i)])[key(i)], embedding(i))
            except BaseException as error:
                errors.append(error)

        threads = [threading.Thread(target=work, args=(n,)) for n in range(6)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(30)
        assert errors == []
        assert kept(cache, 300) == set(range(300))
        assert not cache.in_memory

    def test_two_caches_on_one_file_see_each_others_values(self, path: Path) -> None:
        with EmbeddingCache(path) as one, EmbeddingCache(path) as two:
            one.put_many({key(1): embedding(1)})
            two.put_many({key(2): embedding(2)})
            assert kept(one, 3) == kept(two, 3) == {1, 2}

    def test_several_processes_may_begin_and_fill_one_file_at_once(self, path: Path) -> None:
        program = (
            "import sys, numpy as np\n"
            "from pathlib import Path\n"
            "from handful.images.cache import EmbeddingCache\n"
            "start = int(sys.argv[2])\n"
            "print('ready', flush=True); sys.stdin.readline()\n"
            "with EmbeddingCache(Path(sys.argv[1])) as cache:\n"
            "    for i in range(start, start + 50):\n"
            "        cache.put_many({(f'{i:064x}', 'encoder', 'query'): np.full(8, i)})\n"
            "    print(cache.in_memory)\n"
        )
        runs = [
            subprocess.Popen(
                [sys.executable, "-c", program, str(path), str(n * 50)],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                text=True,
            )
            for n in range(4)
        ]
        for run in runs:
            assert run.stdout is not None
            assert run.stdout.readline() == "ready\n"
        for run in runs:  # all of them at the same moment
            assert run.stdin is not None
            run.stdin.write("\n")
            run.stdin.flush()
        assert [run.communicate(timeout=60)[0].strip() for run in runs] == ["False"] * 4
        with EmbeddingCache(path) as cache:
            assert kept(cache, 200) == set(range(200))
