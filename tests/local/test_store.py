"""What the stand-ins remember is safe with many at once."""

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from local.store import Store


def test_no_update_is_lost_among_many_at_once(tmp_path: Path) -> None:
    store = Store(tmp_path / "store.sqlite")

    def count(_: int) -> None:
        with store.open() as drawers:
            kept = drawers.one("sum", "it") or {"n": 0}
            drawers.put("sum", "it", {"n": kept["n"] + 1})

    with ThreadPoolExecutor(8) as many:
        list(many.map(count, range(80)))

    with store.open() as drawers:
        assert drawers.one("sum", "it") == {"n": 80}


def test_what_fails_halfway_leaves_nothing(tmp_path: Path) -> None:
    store = Store(tmp_path / "store.sqlite")

    def fail() -> None:
        with store.open() as drawers:
            drawers.put("drawer", "key", {"a": 1})
            raise ValueError("halfway")

    with pytest.raises(ValueError, match="halfway"):
        fail()

    with store.open() as drawers:
        assert drawers.all("drawer") == []


def test_what_was_kept_is_there_after_a_restart(tmp_path: Path) -> None:
    with Store(tmp_path / "store.sqlite").open() as drawers:
        drawers.put("drawer", "key", {"title": "كتاب"})

    with Store(tmp_path / "store.sqlite").open() as drawers:
        assert drawers.take("drawer", "key") == {"title": "كتاب"}
        assert drawers.one("drawer", "key") is None
