"""From the queue's message to a copy in the bucket; what may pass comes again."""

import hashlib
import io
import json
from dataclasses import replace
from typing import Any

import botocore.session
import pikepdf
import pypdfium2
import pytest

from chalicelib import wiring, wiring_reading
from chalicelib.domain.courses import CourseRun
from chalicelib.domain.errors import Busy
from chalicelib.domain.openings import Link
from chalicelib.domain.people import Person, Role
from chalicelib.domain.reading import ReadingCopy, TitlePages
from chalicelib.domain.request import Request, State
from chalicelib.handlers.reading_copy import wanted
from tests.handlers.conftest import SignIn
from tests.handlers.shelved import OPENING, RUN, SCAN, TOKEN, a_request, shelved
from tests.library import pdfs


def a_master() -> bytes:
    content = io.BytesIO()
    pdfs.a_pdf(17).save(content, deterministic_id=True)
    return content.getvalue()


MASTER = a_master()


@pytest.fixture
def s3(sign_in: SignIn, monkeypatch: pytest.MonkeyPatch) -> Any:
    """A bucket with the master of a request that is live."""
    monkeypatch.setenv("SCANS_BUCKET", "scans")
    s3 = botocore.session.get_session().create_client("s3")
    where = {"LocationConstraint": "eu-west-2"}
    s3.create_bucket(Bucket="scans", CreateBucketConfiguration=where)
    s3.put_object(Bucket="scans", Key=SCAN.master, Body=MASTER)
    return s3


def live(**other: Any) -> Request:
    """A request that is live, whose scan is the master in the bucket."""
    scan = replace(SCAN, sha256=hashlib.sha256(MASTER).hexdigest())
    return shelved(a_request(**{"scans": (scan,), **other}))


def rung(tries: int = 1, request: str = "7K2M9QXA") -> dict[str, Any]:
    """What the function answers to this message."""
    record = {
        "messageId": "m1",
        "body": json.dumps({"request": request}),
        "attributes": {"ApproximateReceiveCount": str(tries)},
    }
    return wanted({"Records": [record]}, None)


DONE: dict[str, Any] = {"batchItemFailures": []}
AGAIN = {"batchItemFailures": [{"itemIdentifier": "m1"}]}


def now() -> Request:
    return wiring.table().load("7K2M9QXA")


def body(s3: Any, key: str) -> bytes:
    content: bytes = s3.get_object(Bucket="scans", Key=key)["Body"].read()
    return content


def sheet_text(s3: Any, copy: ReadingCopy) -> str:
    page = pypdfium2.PdfDocument(body(s3, copy.key))[0]
    return str(page.get_textpage().get_text_range())


def test_a_live_request_gets_its_copy_and_the_master_stays(s3: Any) -> None:
    live()
    master = body(s3, SCAN.master)

    answer = rung()

    (copy,) = now().reading
    assert (answer, copy.status, copy.pages) == (DONE, "ready", 18)
    assert wiring_reading.ready_for(now(), OPENING) == copy
    assert copy.key == f"reading/7K2M9QXA/{copy.hash}.pdf"
    assert copy.size == len(body(s3, copy.key))
    for words in ("Consideration", "LAW101 Contract", "Copyright Licensing Agency"):
        assert words in sheet_text(s3, copy)
    assert body(s3, SCAN.master) == master


def test_each_course_has_its_own_name_on_its_sheet(s3: Any) -> None:
    runs = (*a_request().runs, CourseRun("PHI200", "Logic", "Philosophy", RUN))
    both = Link(TOKEN, (OPENING, replace(OPENING, course="PHI200")))
    live(runs=runs, link=both)

    rung()

    law, logic = (sheet_text(s3, one) for one in now().reading)
    assert ("LAW101 Contract" in law, "PHI200" in law) == (True, False)
    assert ("PHI200 Logic" in logic, "LAW101" in logic) == (True, False)


def test_the_same_message_twice_makes_one_copy(s3: Any) -> None:
    live()
    rung()
    before = now()

    assert rung() == DONE

    assert now() == before
    kept = s3.list_objects_v2(Bucket="scans", Prefix="reading/")["Contents"]
    assert len(kept) == 1


def test_a_copy_that_stands_in_the_bucket_already_is_not_written_over(s3: Any) -> None:
    live()
    (digest,) = wiring_reading.sheets(now())
    s3.put_object(Bucket="scans", Key=f"reading/7K2M9QXA/{digest}.pdf", Body=b"as it was")

    assert rung() == DONE

    assert body(s3, now().reading[0].key) == b"as it was"


def test_corrected_metadata_have_a_new_sheet_and_the_old_copy_is_no_longer_todays(s3: Any) -> None:
    live()
    rung()
    (old,) = now().reading
    corrected = replace(now().extract, title="Consideration and estoppel")
    shelved(replace(now(), extract=corrected))

    rung()

    new = now().reading[-1]
    assert "Consideration and estoppel" in sheet_text(s3, new)
    assert wiring_reading.ready_for(now(), OPENING) == new
    assert new.key != old.key


def test_title_page_and_verso_follow_the_sheet(s3: Any) -> None:
    live(title_pages=TitlePages("s1", (16, 17)))

    rung()

    with pikepdf.open(io.BytesIO(body(s3, now().reading[0].key))) as pdf:
        assert [str(page.label) for page in pdf.pages][:4] == ["Cover", "16", "17", "1"]


def test_what_cannot_be_printed_is_said_to_staff(s3: Any) -> None:
    live(extract=replace(a_request().extract, title="தமிழ்"))

    rung()

    (copy,) = now().reading
    assert copy.status == "ready"
    assert copy.words == ("Title: the sheet cannot print தமிழ், and says so.",)


def test_a_scan_that_cannot_be_read_ends_in_words_at_once(s3: Any) -> None:
    broken = b"%PDF-1.7 and no more"
    live(scans=(replace(SCAN, sha256=hashlib.sha256(broken).hexdigest()),))
    s3.put_object(Bucket="scans", Key=SCAN.master, Body=broken)

    answer = rung()

    (copy,) = now().reading
    assert (answer, copy.status) == (DONE, "failed")
    assert "could not be read" in copy.failed


def test_a_file_swapped_after_its_check_gets_no_copy(s3: Any) -> None:
    live()
    s3.put_object(Bucket="scans", Key=SCAN.master, Body=a_master() + b"and something else")

    rung()

    (copy,) = now().reading
    assert (copy.key, copy.status) == ("", "failed")
    assert "not what was checked" in copy.failed


def test_the_copy_is_made_of_the_scan_with_a_text_layer_where_there_is_one(s3: Any) -> None:
    (scan,) = live().scans
    key = "readable/7K2M9QXA/s1/x.pdf"
    content = io.BytesIO()
    pdfs.a_pdf(3).save(content)
    s3.put_object(Bucket="scans", Key=key, Body=content.getvalue())
    live(scans=(replace(scan, readable=key),))

    rung()

    assert now().reading[0].pages == 4


def test_a_scan_that_is_gone_ends_in_words(s3: Any) -> None:
    live()
    s3.delete_object(Bucket="scans", Key=SCAN.master)

    assert rung() == DONE

    assert "no longer there" in now().reading[0].failed


def test_what_may_pass_comes_again(s3: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    live()

    def busy(*_: object) -> None:
        raise Busy("The store of scans could not be reached.")

    monkeypatch.setattr(wiring.scans(), "fetch_master", busy)

    assert [rung(tries) for tries in (1, 2, 3)] == [AGAIN] * 3
    assert now().reading == ()


def test_the_last_time_it_ends_in_words_and_sounds_the_alarm(s3: Any) -> None:
    live()

    answer = rung(tries=4)

    assert answer == AGAIN
    assert "tried 3 times" in now().reading[0].failed


def test_made_again_after_a_failure(s3: Any) -> None:
    live()
    rung(tries=4)

    dan = Person("dan", "Dan Digitiser", roles=frozenset({Role.DIGITISER}))
    wiring.desk().settle("7K2M9QXA", "prepare-copy", {}, dan)
    rung()

    assert [one.status for one in now().reading] == ["ready"]


def test_a_request_that_is_not_live_has_no_copy_made(s3: Any) -> None:
    live(state=State.ARCHIVED)

    assert rung() == DONE

    assert now().reading == ()


def test_a_request_that_never_was_is_dropped(s3: Any) -> None:
    assert rung(request="NOSUCH00") == DONE


def test_the_log_holds_no_title(s3: Any, capsys: pytest.CaptureFixture[str]) -> None:
    live()

    rung()

    lines = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert lines == [{"what": "reading-made", "request": "7K2M9QXA", "copies": "1"}]
