"""What the history says in names, where what was said are only ids."""

from dataclasses import replace

from chalicelib.domain.lifecycle import move
from chalicelib.domain.people import DESK
from tests.domain.a_request import BOOK, moment, ready


def test_the_history_names_the_work_that_was_assigned():
    work = replace(BOOK, id="w2", title="Another")

    change = move(ready(), "assign-metadata", {"work": "w2"}, moment(found=work))

    assert change.event.said["work"] == "Another"


def test_the_history_names_the_scan_that_was_announced():
    told = {"scan": "4f1c", "name": "chapter.pdf", "size": 1000, "by": "Dan"}

    change = move(ready(), "add-scan", told, moment(DESK))

    assert change.event.said["scan"] == "chapter.pdf"
