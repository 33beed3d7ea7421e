"""A scan put together of files: ordered, waited for, made anew; and how much may come."""

from dataclasses import replace
from typing import Any

import pytest

from chalicelib.domain.errors import NotUnderstood, Refused, TooLarge, Unknown
from chalicelib.domain.lifecycle import move
from chalicelib.domain.people import DESK
from chalicelib.domain.request import Change, Message, Purpose, Request, State
from chalicelib.domain.scans import MOST_FILES, Scan, ScanFile, ScanStatus, made_of
from tests.domain.a_request import DIGITISER, NOON, SCAN, moment, ready

MB = 1_000_000
READY, BLOCKED, CHECKING = ScanStatus.READY, ScanStatus.BLOCKED, ScanStatus.CHECKING
LOCKED = {"words": "It is protected.", "blocking": True, "code": "encrypted", "page": None}


def a_file(name: str, **known: Any) -> ScanFile:
    usual: dict[str, Any] = {"size": 1000, "status": READY, "sha256": name, "pages": 2,
                             "master": f"masters/s2/{name}"}  # fmt: skip
    return ScanFile(id=name, name=f"{name}.tif", **usual | known)


def put_together(*files: ScanFile, **known: Any) -> Scan:
    usual: dict[str, Any] = {"status": READY, "master": "masters/s2/whole", "sha256": "whole"}
    return Scan(
        id="s2", name="pages", size=3000, added_on=NOON, added_by="dan", files=files,
        **usual | known,
    )  # fmt: skip


def active(*scans: Scan, **known: Any) -> Request:
    return ready(state=State.ACTIVE, **{"scans": scans, "selected": ""} | known)


def acted(request: Request, action: str, said: dict[str, Any], by: Any = DIGITISER) -> Change:
    return move(request, action, said, moment(by))


def announced(*sizes: int, **known: Any) -> Request:
    files = [{"id": f"f{n}", "name": f"f{n}.tif", "size": size} for n, size in enumerate(sizes)]
    told = {"scan": "s2", "name": "pages", "size": sum(sizes), "files": files}
    return acted(active(**known), "add-scan", told, DESK).request


def checked(request: Request, file: str, **told: Any) -> Request:
    seen = {"scan": "s2", "file": file, "status": "ready", "sha256": file, "pages": 1, **told}
    return acted(request, "file-checked", seen, DESK).request


def whole(request: Request) -> Scan:
    return next(one for one in request.scans if one.id == "s2")


ABC = (a_file("a"), a_file("b"), a_file("c"))


def test_files_are_announced_in_their_order():
    scan = whole(announced(10, 20, 30))

    assert [one.name for one in scan.files] == ["f0.tif", "f1.tif", "f2.tif"]
    assert (scan.size, scan.status) == (60, ScanStatus.UPLOADING)


def test_a_scan_is_put_together_when_its_last_file_is_good_and_not_before():
    request = checked(announced(10, 20), "f1")
    waiting = whole(request).status

    assert waiting is ScanStatus.UPLOADING
    assert whole(checked(request, "f0")).status is CHECKING


def test_a_bad_file_blocks_the_scan_and_is_named():
    scan = whole(checked(checked(announced(10, 20), "f0"), "f1", status="blocked",
                         findings=[LOCKED]))  # fmt: skip

    assert scan.status is BLOCKED
    assert [one.words for one in scan.findings] == ["f1.tif: It is protected."]


def test_the_first_check_of_a_file_counts():
    request = checked(announced(10, 20), "f0", sha256="first")

    assert checked(request, "f0", sha256="second").scans == request.scans


def test_what_was_put_together_in_another_order_meanwhile_is_not_taken():
    request = active(put_together(*ABC, status=CHECKING, master=""))
    told = {"scan": "s2", "status": "ready", "master": "m", "made_of": made_of(reversed(ABC))}

    assert acted(request, "scan-checked", told, DESK).request.scans == request.scans


def test_what_was_put_together_in_this_order_is_the_scan():
    request = active(put_together(*ABC, status=CHECKING, master=""))
    told = {"scan": "s2", "status": "ready", "master": "m", "pages": 6, "made_of": made_of(ABC)}

    scan = whole(acted(request, "scan-checked", told, DESK).request)

    assert (scan.status, scan.master, scan.pages) == (READY, "m", 6)


def test_another_order_makes_the_scan_anew_and_asks_for_it():
    change = acted(active(put_together(*ABC)), "order-files", {"scan": "s2", "files": list("cab")})

    scan = whole(change.request)
    assert [one.id for one in scan.files] == ["c", "a", "b"]
    assert (scan.status, scan.master, scan.sha256) == (CHECKING, "", "")
    assert change.messages == (Message("desk", "put-together", {"scan": "s2"}),)
    assert change.event.said["files"] == "c.tif, a.tif, b.tif"


def test_the_same_order_changes_nothing():
    request = active(put_together(*ABC))

    change = acted(request, "order-files", {"scan": "s2", "files": list("abc")})

    assert (change.request.scans, change.messages) == (request.scans, ())


@pytest.mark.parametrize("files", [["a", "b"], ["a", "b", "b"], ["a", "b", "c", "d"], ["x"]])
def test_an_order_names_each_file_once(files: list[str]):
    with pytest.raises(NotUnderstood):
        acted(active(put_together(*ABC)), "order-files", {"scan": "s2", "files": files})


def test_a_selection_was_of_the_scan_in_its_old_order():
    request = active(put_together(*ABC), selected="s2")

    change = acted(request, "order-files", {"scan": "s2", "files": list("cab")})

    assert (change.request.selected, change.event.voids) == ("", ("selected",))


def test_a_file_that_never_arrives_is_removed_and_the_others_are_put_together():
    files = (a_file("a"), a_file("b", status=ScanStatus.UPLOADING, master=""))
    request = active(put_together(*files, status=ScanStatus.UPLOADING, master=""))

    change = acted(request, "remove-file", {"file": "s2/b"})

    assert whole(change.request).status is CHECKING
    assert [one.what for one in change.messages] == ["put-together"]
    assert change.event.said["file"] == "b.tif"


def test_with_a_bad_file_gone_the_rest_is_good():
    files = (a_file("a"), a_file("b", status=BLOCKED, master=""))
    request = active(put_together(*files, status=BLOCKED, master=""))

    scan = whole(acted(request, "remove-file", {"file": "s2/b"}).request)

    assert (scan.status, scan.findings, scan.size) == (CHECKING, (), 1000)


def test_with_its_last_file_the_scan_goes():
    assert (
        acted(active(put_together(a_file("a"))), "remove-file", {"file": "s2/a"}).request.scans
        == ()
    )


def test_files_may_follow_and_go_to_the_end():
    told = {"scan": "s2", "by": "Dan", "files": [{"id": "d", "name": "d.tif", "size": 5}]}

    scan = whole(acted(active(put_together(*ABC)), "add-files", told, DESK).request)

    assert [one.id for one in scan.files] == ["a", "b", "c", "d"]
    assert (scan.status, scan.size) == (ScanStatus.UPLOADING, 3005)


def test_a_scan_of_one_upload_is_the_first_file_once_others_follow():
    told = {"scan": "s1", "by": "Dan", "files": [{"id": "d", "name": "d.tif", "size": 5}]}
    good = replace(SCAN, sha256="ab")

    (scan,) = acted(active(good), "add-files", told, DESK).request.scans

    assert [(one.id, one.status, one.master) for one in scan.files] == [
        ("s1", READY, "masters/s1"),
        ("d", ScanStatus.UPLOADING, ""),
    ]
    assert scan.master == ""


def test_a_check_that_began_before_other_files_followed_is_that_of_the_first_file():
    told = {"scan": "s1", "by": "Dan", "files": [{"id": "d", "name": "d.tif", "size": 5}]}
    request = acted(
        active(replace(SCAN, status=ScanStatus.UPLOADING, master="")), "add-files", told, DESK
    ).request
    seen = {"scan": "s1", "status": "ready", "master": "m", "sha256": "ab", "pages": 3}

    (scan,) = acted(request, "scan-checked", seen, DESK).request.scans

    assert (scan.files[0].status, scan.files[0].master, scan.status) == (
        READY, "m", ScanStatus.UPLOADING,
    )  # fmt: skip


def test_a_scan_of_another_request_stays_as_it_is():
    request = active(put_together(*ABC, reused="7K2M9QXA"))

    with pytest.raises(Refused, match="is a scan of request 7K2M9QXA"):
        acted(request, "order-files", {"scan": "s2", "files": list("cab")})


def test_what_readers_open_stays_as_it_is():
    request = ready(state=State.COMPLETE, scans=(put_together(*ABC),), selected="s2")

    with pytest.raises(Refused, match="is what readers open"):
        acted(request, "order-files", {"scan": "s2", "files": list("cab")})


def test_a_scan_that_is_not_selected_is_removed():
    change = acted(active(SCAN, put_together(*ABC), selected="s1"), "remove-scan", {"scan": "s2"})

    assert [one.id for one in change.request.scans] == ["s1"]
    assert change.event.said == {"scan": "pages"}


def test_the_selected_scan_is_not_among_those_that_may_go():
    with pytest.raises(NotUnderstood):
        acted(active(SCAN, put_together(*ABC), selected="s1"), "remove-scan", {"scan": "s1"})


def test_what_arrives_for_a_file_that_is_gone_is_for_nobody():
    with pytest.raises(Unknown):
        checked(active(put_together(*ABC)), "gone")


def test_all_that_a_scan_needs_is_kept_with_it():
    scan = put_together(*ABC, readable="readable/x", original="masters/old")

    assert set(scan.keys) == {
        "masters/s2/whole", "masters/old", "readable/x", *(f"masters/s2/{one}" for one in "abc")
    }  # fmt: skip


@pytest.mark.parametrize(
    ("purpose", "size", "words"),
    [
        (Purpose.COURSE, 100 * MB + 1, r"f0\.tif has 100 MB, and the desk takes 100 MB a file"),
        (Purpose.PATRON, 11 * MB, r"f0\.tif has 11 MB, and the desk takes 10 MB a file for a patr"),
    ],
)
def test_a_file_has_the_limit_of_its_purpose(purpose: Purpose, size: int, words: str):
    with pytest.raises(TooLarge, match=words):
        announced(size, purpose=purpose)


def test_the_files_of_one_scan_have_that_limit_together():
    with pytest.raises(TooLarge, match="have 12 MB together, and the desk takes 10 MB a scan"):
        announced(6 * MB, 6 * MB, purpose=Purpose.PATRON)


def test_all_scans_have_a_limit_and_what_is_on_its_way_counts():
    coming = [replace(SCAN, id=f"c{n}", size=90 * MB, status=ScanStatus.UPLOADING, master="")
              for n in range(5)]  # fmt: skip

    with pytest.raises(
        TooLarge, match="would have 510 MB together.*the limit is 500 MB"
    ) as refused:
        announced(60 * MB, scans=tuple(coming))

    assert refused.value.instead.startswith("Remove a scan or a file")
    assert len(announced(50 * MB, scans=tuple(coming)).scans) == 6


def test_scans_of_other_requests_cost_no_room():
    others = [replace(SCAN, id=f"c{n}", size=90 * MB, reused="7K2M9QXA") for n in range(10)]

    assert len(announced(50 * MB, scans=tuple(others)).scans) == 11


def test_a_scan_has_room_for_so_many_files():
    with pytest.raises(Refused, match=f"put together of {MOST_FILES} files at most"):
        announced(*[1] * (MOST_FILES + 1))
