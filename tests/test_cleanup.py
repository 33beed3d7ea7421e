"""The clean-up, night by night: what goes, what stays, and what its history says."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from chalicelib import sweeping
from chalicelib.aws.table import Table, head
from chalicelib.domain import pictures, reuse
from chalicelib.domain.cleanup import Rule, named
from chalicelib.domain.errors import Blocked, ChangedMeanwhile
from chalicelib.domain.evidence import Attachment, Evidence
from chalicelib.domain.openings import Link
from chalicelib.domain.people import Person, Role
from chalicelib.domain.pieces import Piece
from chalicelib.domain.request import Change, Event, Purpose, State
from chalicelib.domain.rules import Outcome
from chalicelib.domain.scans import ScanStatus
from tests.domain.a_request import A_RULING, DIGITISER, NOON, TODAY, moment
from tests.nights import Nights, a_scan
from tests.rows import Rows

A, B = "AAAA2345", "BBBB2345"
AMIR = Person("amir", "Amir", roles=frozenset({Role.ADMINISTRATOR}))
MASTER = f"masters/{A}/s1/x.pdf"


@pytest.fixture
def nights() -> Nights:
    return Nights(Rows())


def act(nights, name, action, said=None, by=DIGITISER):
    return nights.desk.act(name, action, said or {}, by, nights.read(name).version)


def published_for_a_patron(nights, **known):
    nights.stored(A, purpose=Purpose.PATRON, **known)
    return act(nights, A, "publish")


def reused(nights, source, taker):
    """The request that takes a scan over, before and after, not written yet."""
    before = nights.read(taker)
    origin = nights.read(source)
    after = reuse.use(before, reuse.Offer(origin, origin.scans[0]), moment())
    after = replace(after, version=before.version + 1)
    return before, Change(after, Event(after.version, NOON, "dan", "Dan", "reuse-scan"))


# -- patrons' files ------------------------------------------------------------------------------


def test_a_patrons_files_go_after_the_last_of_thirty_days_and_the_history_says_by_which_rule(
    nights,
):
    published_for_a_patron(nights)

    nights.night(30)
    there = list(nights.bucket.there)
    nights.night(1)

    assert (there, list(nights.bucket.there)) == ([MASTER], [])
    scan = nights.read(A).scans[0]
    assert (scan.removed_on, scan.usable) == (TODAY + timedelta(days=31), False)
    event = nights.table.history(A)[0]
    assert event.action == "files-removed"
    assert event.said["rule"] == "patron-files, patron_days 30"
    assert (event.said["files"], event.said["keys"]) == ("chapter.pdf", [MASTER])


def test_the_rule_that_applied_has_days_of_its_own(nights):
    ruling = replace(A_RULING, outcome=Outcome(days=3))
    published_for_a_patron(nights, ruling=ruling)

    nights.night(3)
    assert MASTER in nights.bucket.there
    nights.night(1)

    assert nights.bucket.there == {}


def test_what_lies_beside_the_scan_for_the_patron_goes_and_comes_back_with_it(nights):
    piece = Piece(id="d1", added_on=NOON, added_by="Dan", file=Attachment("f1", "map.png", 9, "v1"))
    nights.stored(A, purpose=Purpose.PATRON, delivery=(piece,))
    nights.bucket.there[f"delivery/{A}/f1"] = NOON
    act(nights, A, "publish")

    nights.night(31)
    gone = nights.read(A).delivery[0]
    assert (nights.bucket.there, gone.status) == ({}, "removed")
    assert nights.table.history(A)[0].said["files"] == "chapter.pdf, map.png"
    act(nights, A, "bring-back", by=AMIR)
    nights.night(1)

    assert set(nights.bucket.there) == {MASTER, f"delivery/{A}/f1"}
    assert nights.read(A).delivery == (replace(piece, file=Attachment("f1", "map.png", 9, "v2")),)


def test_what_the_repository_keeps_without_an_end_stays(nights):
    nights.stored(A, purpose=Purpose.PATRON)
    act(nights, A, "publish", {"how": "inventory", "note": "For the repository."})

    nights.night(2000)

    assert MASTER in nights.bucket.there


def test_a_course_keeps_its_files_however_long_its_link_has_been_closed(nights):
    nights.stored(A)
    act(nights, A, "publish")
    act(nights, A, "archive", {"note": "Not taught."})

    nights.night(5 * 365)

    assert MASTER in nights.bucket.there
    assert nights.read(A).scans[0].usable


def test_what_was_removed_cannot_be_selected_reused_or_published_again(nights):
    published_for_a_patron(nights)
    nights.night(31)
    act(nights, A, "archive", {"note": "Not taught."})

    with pytest.raises(Blocked, match="was removed on 2026-12-22"):
        act(nights, A, "reinstate")
    assert not reuse.may_be_used(nights.read(A), nights.read(A).scans[0])


# -- what nobody will open again ------------------------------------------------------------------


@pytest.mark.parametrize("state", [State.REJECTED, State.CANCELLED, State.DELETED])
def test_files_of_what_was_given_up_go_after_a_year_and_the_record_stays(nights, state):
    request = nights.stored(A)
    action = {"rejected": "reject", "cancelled": "cancel", "deleted": "delete"}[state.value]
    said = {
        "reject": {"reason": "not-held"}, "cancel": {"reason": "no-longer-needed"}, "delete": {},
    }[action]  # fmt: skip
    act(nights, A, action, said | {"note": "No more."})

    nights.night(364)
    assert MASTER in nights.bucket.there
    nights.night(1)

    assert nights.bucket.there == {}
    assert nights.read(A).work == request.work
    assert nights.table.history(A)[0].said["rule"] == "closed-files, closed_file_days 365"


def test_a_request_that_was_reopened_keeps_its_files(nights):
    nights.stored(A)
    act(nights, A, "reject", {"reason": "not-held"})
    nights.days = 200
    act(nights, A, "reopen")

    nights.night(400)

    assert MASTER in nights.bucket.there


def test_who_reopens_while_the_clean_up_looks_is_first(nights):
    nights.stored(A)
    act(nights, A, "reject", {"reason": "not-held"})
    nights.night()
    nights.days = 400
    made = nights.parts()
    (removal,) = made.due(Rule.CLOSED)
    act(nights, A, "reopen")

    done = made.remove(removal)

    assert not done
    assert MASTER in nights.bucket.there
    assert nights.read(A).scans[0].usable
    assert made.held.lock(MASTER, nights.now()) == [A]


# -- scans that are used again --------------------------------------------------------------------


def test_a_file_that_another_request_uses_outlives_the_one_it_was_made_for(nights):
    nights.stored(A)
    nights.stored(B, scans=(), selected="")
    nights.night()
    nights.table.save(*reused(nights, A, B))
    act(nights, A, "delete", {"note": "A mistake."})

    nights.night(400)

    assert MASTER in nights.bucket.there
    assert nights.read(A).scans[0].removed_on
    assert nights.table.history(A)[0].said["stays for"] == B
    act(nights, B, "delete", {"note": "That too."})
    nights.night(365)
    assert nights.bucket.there == {}


def test_reuse_that_began_before_the_files_went_is_refused_and_not_left_without_them(nights):
    nights.stored(A)
    nights.stored(B, scans=(), selected="")
    nights.night()
    act(nights, A, "cancel", {"reason": "no-longer-needed"})
    nights.days = 365
    began = reused(nights, A, B)
    nights.night()

    with pytest.raises(ChangedMeanwhile):
        nights.table.save(*began)


def test_a_reuse_that_is_written_down_first_keeps_the_file(nights):
    nights.stored(A)
    nights.stored(B, scans=(), selected="")
    nights.night()
    act(nights, A, "cancel", {"reason": "no-longer-needed"})
    nights.days = 365
    made = nights.parts()
    (removal,) = made.due(Rule.CLOSED)
    nights.table.save(*reused(nights, A, B))

    made.remove(removal)

    assert MASTER in nights.bucket.there


def test_holders_from_before_there_were_rows_are_known_before_anything_goes(nights):
    origin = nights.stored(A)
    taken = replace(origin.scans[0], id="t1", reused=A)
    nights.stored(B, scans=(taken,), selected="t1")
    nights.rows.put(
        nights.rows.get(f"request#{A}", "head") | {"state": "deleted", "shelf": "closed"}
    )

    nights.night(400)

    assert nights.read(A).scans[0].removed_on
    assert MASTER in nights.bucket.there


# -- uploads that never came ----------------------------------------------------------------------


def waiting(nights, name=A):
    nights.stored(name, scans=(), selected="")
    told = {"scan": "s9", "name": "late.pdf", "size": 9}
    return nights.desk.act_as_desk(name, "add-scan", told)


def test_an_upload_that_never_came_is_given_up_in_words_and_may_leave_the_list(nights):
    waiting(nights)

    nights.night(0.9)
    assert nights.read(A).scans[0].status is ScanStatus.UPLOADING
    nights.night(0.2)

    scan = nights.read(A).scans[0]
    assert (scan.status, scan.findings[0].code) == (ScanStatus.GIVEN_UP, "upload-given-up")
    assert nights.table.history(A)[0].said["files"] == "late.pdf"
    act(nights, A, "remove-scan", {"scan": "s9"})
    assert nights.read(A).scans == ()
    assert nights.table.history(A)[0].said == {"scan": "late.pdf"}


def test_an_upload_that_comes_after_it_was_given_up_is_checked_like_any_other(nights):
    waiting(nights)
    nights.night(2)

    nights.desk.act_as_desk(
        A, "scan-checked", {"scan": "s9", "status": "ready", "master": f"masters/{A}/s9/y.pdf"}
    )

    assert nights.read(A).scans[0].usable


def test_the_hours_of_a_request_count_from_its_last_announcement(nights):
    waiting(nights)
    nights.days = 0.9
    nights.desk.act_as_desk(A, "add-scan", {"scan": "s10", "name": "b.pdf", "size": 9})

    nights.night(0.5)

    assert {one.status for one in nights.read(A).scans} == {ScanStatus.UPLOADING}


def test_evidence_that_never_came_leaves_the_list_and_an_older_file_of_it_stays(nights):
    old = Attachment("f1", "old.pdf", 9, "v1")
    coming = Attachment("f2", "new.pdf", 9)
    pieces = (
        Evidence(id="e1", added_on=NOON, added_by="Ada", file=old, coming=coming),
        Evidence(id="e2", added_on=NOON, added_by="Ada", coming=Attachment("f3", "a.pdf", 9)),
    )
    nights.stored(A, evidence=pieces)

    nights.night(2)

    assert nights.read(A).evidence == (replace(pieces[0], coming=None),)


# -- what nobody names ----------------------------------------------------------------------------


def test_a_file_that_a_crash_left_behind_is_swept_after_a_week_and_not_before(nights):
    nights.stored(A)
    stray = f"masters/{A}/s1/other.pdf"
    nights.bucket.there[stray] = NOON

    nights.night(6)
    assert stray in nights.bucket.there
    nights.night(2)

    assert list(nights.bucket.there) == [MASTER]
    event = nights.table.history(A)[0]
    assert (event.action, event.said["file"]) == ("swept", stray)
    assert event.said["rule"] == "orphan, orphan_days 7"


@pytest.mark.parametrize(
    "key",
    ["masters/GONE2345/s1/x.pdf", "reading/GONE2345/x.pdf", "delivery/GONE2345/f", "evidence/G/f",
     "incoming/GONE2345/s1", f"incoming/{A}/s9", f"incoming/{A}/s1", f"reading/{A}/old.pdf",
     f"evidence/{A}/f9", "masters/odd", "readable/"],
)  # fmt: skip
def test_what_belongs_to_nobody_goes_wherever_it_lies(nights, key):
    nights.stored(A)
    nights.bucket.there[key] = NOON

    nights.night(8)

    assert list(nights.bucket.there) == [MASTER]


def drawn(nights):
    """A request whose scan has two sheets of pictures below its master."""
    request = nights.stored(A, scans=(a_scan(A, drawn=23),))
    nights.bucket.there |= dict.fromkeys(pictures.sheets(request.scans[0]), NOON)
    return request


def test_the_pictures_of_a_scan_stay_as_long_as_its_master(nights):
    drawn(nights)

    nights.night(30)

    assert sorted(nights.bucket.there) == [MASTER, f"masters/{A}/s1/x/1.jpg",
                                           f"masters/{A}/s1/x/2.jpg"]  # fmt: skip


def test_the_pictures_of_a_scan_go_with_it_and_come_back_with_it(nights):
    drawn(nights)
    act(nights, A, "cancel", {"reason": "no-longer-needed"})

    nights.night(366)
    assert nights.bucket.there == {}
    act(nights, A, "bring-back", by=AMIR)
    nights.night(1)

    assert len(nights.bucket.there) == 3


def test_pictures_of_a_master_that_nobody_names_go_without_a_word_in_the_history(nights):
    nights.stored(A)
    nights.bucket.there |= {f"masters/{A}/s1/old/{n}.jpg": NOON for n in (1, 2)}

    nights.night(8)

    assert (list(nights.bucket.there), nights.actions(A)) == ([MASTER], [])


def test_pictures_stay_for_another_request_that_uses_their_scan(nights):
    elder = drawn(nights)
    nights.stored(B, scans=(replace(elder.scans[0], id="s2", reused=A),))
    nights.rows.put(head(replace(elder, scans=(), selected="")))

    nights.night(30)

    assert len(nights.bucket.there) == 3


def test_what_an_open_request_waits_for_is_left_to_its_own_rule(nights):
    nights.stored(A, scans=(a_scan(A, status=ScanStatus.CHECKING, master=""),), selected="")
    nights.bucket.there[f"incoming/{A}/s1"] = NOON

    nights.night(8)

    assert list(nights.bucket.there) == [f"incoming/{A}/s1"]


def test_what_a_request_names_anywhere_is_not_swept(nights):
    scan = a_scan(A, readable=f"readable/{A}/s1/x.pdf", original=f"masters/{A}/s1/whole.pdf")
    piece = Evidence(
        id="e1", added_on=NOON, added_by="Ada", file=Attachment("f1", "a.pdf", 9, "v1")
    )
    request = nights.stored(A, scans=(scan,), evidence=(piece,))
    nights.bucket.there[f"evidence/{A}/f1"] = NOON

    nights.night(30)

    assert set(nights.bucket.there) == named(request)
    assert len(nights.bucket.there) == 4


def test_the_walk_goes_on_where_the_time_ended(nights):
    nights.stored(A)
    nights.bucket.there |= {f"masters/GONE2345/s1/{n:03d}.pdf": NOON for n in range(5)}
    nights.days = 8
    made = nights.parts()
    assert sweeping.Sweeping(made).index()

    late = nights.parts(until=0.0)
    sweeping.Sweeping(late).run()
    assert len(nights.bucket.there) == 6
    sweeping.Sweeping(made).run()

    assert list(nights.bucket.there) == [MASTER]
    assert made.lists.state("sweep") == {"prefix": 0, "after": ""}


class Loading(Table):
    """Counts the requests that are read."""

    loads = 0

    def load(self, request_id):
        self.loads += 1
        return super().load(request_id)


def late(nights):
    """The clean-up after its time, and what it reads."""
    table = Loading(nights.rows)
    nights.desk = replace(nights.desk, table=table)
    return nights.parts(until=0.0), table


def test_no_upload_and_no_file_that_is_due_is_looked_at_once_the_time_is_over(nights):
    waiting(nights, B)
    published_for_a_patron(nights)
    nights.days = 40
    made, table = late(nights)

    assert list(sweeping.due(made)) == []

    assert table.loads == 0


def test_nothing_is_brought_back_once_the_time_is_over(nights):
    published_for_a_patron(nights)
    nights.night(31)
    act(nights, A, "bring-back", by=AMIR)
    made, table = late(nights)

    sweeping.Sweeping(made).bring_back()

    assert table.loads == 0


# -- looking without touching ---------------------------------------------------------------------


def test_a_dry_run_names_all_that_would_go_and_touches_nothing(nights):
    published_for_a_patron(nights)
    stray = "reading/GONE2345/x.pdf"
    nights.bucket.there[stray] = NOON
    nights.days = 40
    rows, files = dict(nights.rows.rows), dict(nights.bucket.there)

    found = list(sweeping.due(nights.parts(dry=True)))

    assert [(one.rule, one.request) for one in found] == [(Rule.PATRON, A), (Rule.ORPHAN, "")]
    assert (nights.rows.rows, nights.bucket.there) == (rows, files)


# -- and back again -------------------------------------------------------------------------------


def test_an_administrator_has_removed_files_brought_back_for_as_long_again(nights):
    published_for_a_patron(nights)
    nights.night(31)

    act(nights, A, "bring-back", by=AMIR)
    nights.night(1)

    scan = nights.read(A).scans[0]
    assert (scan.usable, scan.wanted_back, scan.restored_on) == (True, False, nights.today)
    assert MASTER in nights.bucket.there
    assert nights.actions(A)[:3] == ["files-restored", "bring-back", "files-removed"]
    nights.night(30)
    assert MASTER in nights.bucket.there
    nights.night(1)
    assert nights.bucket.there == {}


def test_what_is_kept_no_more_is_said_to_be_gone_for_good(nights):
    published_for_a_patron(nights)
    nights.night(31)
    act(nights, A, "bring-back", by=AMIR)
    nights.bucket.gone.clear()

    nights.night(1)

    scan = nights.read(A).scans[0]
    assert (scan.usable, scan.wanted_back) == (False, False)
    assert nights.table.history(A)[0].said == {"gone for good": "chapter.pdf"}


def test_after_thirty_days_nothing_is_offered_to_be_brought_back(nights):
    published_for_a_patron(nights)
    nights.night(31)
    nights.days += 31

    with pytest.raises(Blocked, match="within the last 30 days"):
        act(nights, A, "bring-back", by=AMIR)


# -- the weekly letter ----------------------------------------------------------------------------


def letters(nights):
    return [row["facts"] for row in nights.rows.all("lane#mail#closing")]


def test_the_desk_hears_once_of_each_link_that_closes_within_ninety_days(nights):
    nights.stored(A)
    act(nights, A, "publish")

    nights.night(120)
    assert letters(nights) == []
    nights.night(12)
    for _ in range(9):
        nights.night(1)

    (letter,) = letters(nights)
    assert (letter["requests"], letter["count"], letter["letter"]) == (A, "1", "closing")


def test_a_link_with_a_new_last_day_is_named_again(nights):
    nights.stored(A)
    act(nights, A, "publish")
    nights.night(140)
    before = nights.read(A)
    openings = tuple(replace(one, end=date(2027, 6, 1)) for one in before.link.openings)
    after = replace(before, version=before.version + 1, link=Link("a-token", openings))
    event = Event(after.version, nights.now(), "dan", "Dan", "set-dates")
    nights.table.save(before, Change(after, event))

    nights.night(7)

    assert [one["requests"] for one in letters(nights)] == [A, A]


# -- who asked ------------------------------------------------------------------------------------


def asked_long_ago(nights):
    nights.stored(A, rlms="form", lane="", theirs={"user": "jo", "item": "9"})
    nights.rows.put({"pk": f"request#{A}", "sk": "person", "name": "Jo", "email": "jo@example.edu"})
    sent = {"received_on": NOON.isoformat(), "title": "The first chapter", "notes": ["From Jo"],
            "fields": [["Requester", "Jo"]]}  # fmt: skip
    nights.rows.put({"pk": f"request#{A}", "sk": "original", "original": sent})
    place = nights.rows.get(f"request#{A}", "head")["place"]
    nights.rows.put({"pk": "asked-by#jo", "sk": place, "id": A})
    act(nights, A, "reject", {"reason": "not-held", "notify": True})
    return nights.read(A)


def test_six_years_after_closure_nobody_finds_who_asked_in_any_row(nights):
    asked_long_ago(nights)
    (lane,) = nights.rows.all(f"lane#mail#{A}")
    nights.rows.put(lane | {"status": "sent", "outcome": "Taken for jo@example.edu"})

    nights.night(6 * 365 + 1)
    assert nights.read(A).requester.email == "jo@example.edu"
    nights.night(1)

    told = repr([row for key, row in nights.rows.rows.items() if key[0] != "cleanup"])
    assert [word for word in ("'Jo'", "'jo'", "jo@example.edu", "From Jo") if word in told] == []
    request = nights.read(A)
    assert (request.pseudonymised_on, request.theirs) == (nights.today, {"item": "9"})
    assert nights.rows.get("asked-by#jo", lane["sk"]) is None


def test_what_was_copied_and_decided_outlives_the_names(nights):
    nights.stored(A)
    act(nights, A, "publish")
    act(nights, A, "delete", {"note": "Over."})
    before = nights.read(A)

    nights.night(6 * 366)

    after = nights.read(A)
    assert after.pseudonymised_on
    assert (after.copies, after.licence, after.extent) == (
        before.copies, before.licence, before.extent,
    )  # fmt: skip


def test_names_go_once_and_tell_no_list(nights):
    nights.stored(A)
    act(nights, A, "reject", {"reason": "not-held"})
    told = len(list(nights.rows.all("lane#leganto#9912")))

    nights.night(6 * 366)
    version = nights.read(A).version
    nights.night(1)

    assert nights.read(A).version == version
    assert len(list(nights.rows.all("lane#leganto#9912"))) == told


def test_evidence_goes_with_the_names(nights):
    piece = Evidence(
        id="e1", added_on=NOON, added_by="Ada", file=Attachment("f1", "a.pdf", 9, "v1")
    )
    nights.stored(A, evidence=(piece,), scans=(), selected="")
    nights.bucket.there[f"evidence/{A}/f1"] = NOON
    act(nights, A, "reject", {"reason": "not-held"})

    nights.night(6 * 366)

    assert (nights.read(A).evidence, nights.bucket.there) == ((), {})


def test_what_is_still_open_or_live_keeps_its_names(nights):
    nights.stored(A)
    nights.stored(B, state=State.NEW)
    act(nights, A, "publish")

    nights.night(20 * 366)

    assert nights.read(A).requester.name == nights.read(B).requester.name == "Jo"


def test_the_history_of_a_request_never_names_who_asked(nights):
    who = {"user": "zq-71", "name": "Zebedee Quux", "email": "zebedee@quux.example"}
    nights.stored(A, state=State.NEW, requester=replace(nights.stored(B).requester, **who))
    act(nights, A, "assign")
    nights.desk.learn(A, {**who, "citations": []})
    act(nights, A, "progress")
    act(nights, A, "reject", {"reason": "not-held", "notify": True})

    told = repr(nights.table.history(A)) + repr(list(nights.rows.all(f"history#{A}")))

    assert [word for word in ("zq-71", "Zebedee", "quux") if word in told] == []
