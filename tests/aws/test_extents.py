"""Claims on the real local table: written with the head, read alike whatever else is stored."""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from chalicelib.aws.extents import Extents, row_of, rows
from chalicelib.aws.records import Records
from chalicelib.aws.table import Table
from chalicelib.desk import Desk
from chalicelib.domain.claims import Claim, Take
from chalicelib.domain.courses import Course, run_of
from chalicelib.domain.errors import Blocked
from chalicelib.domain.extent import measure
from chalicelib.domain.facts import Extent, Original, Verification
from chalicelib.domain.request import Change, Event, State
from chalicelib.domain.works import Work
from tests.domain.a_request import BOOK, DIGITISER, HIS101, NOON, RUN, TERMS, TODAY, ready
from tests.domain.extents import an_extract, article

EARLY, LATE = "EARLY222", "LATER222"


@pytest.fixture
def desk(dynamo):
    records = Records(dynamo)
    records.save_work(BOOK)
    records.save_course(HIS101)
    return Desk(Table(dynamo), records, lambda: NOON, terms=TERMS)


def kept(desk, pages="1-12", request_id=EARLY, hour=1, **known):
    """A request that stands in the table, an hour or more before noon, ready for its link."""
    extract = an_extract(pages)
    usual = {"version": 1, "extract": extract, "added_on": NOON - timedelta(hours=hour)}
    usual["licence"] = Verification("open-access", "Dan", TODAY)
    request = ready(**usual | {"id": request_id, "number": int(request_id, 36) % 10**9} | known)
    event = Event(1, request.added_on, "dan", "Dan", "start")
    desk.table.take_in(Change(request, event), Original(request.added_on), request_id)
    return request


def act(desk, request_id, action, **said):
    return desk.act(request_id, action, said, DIGITISER, desk.table.load(request_id).version)


def claims(desk, *families, year="2026-27", codes=("HIS101",)):
    found = desk.table.claims(families or ("w1",), codes, year)
    return {one.request: [take.pages for take in one.takes] for one in found}


def test_an_open_request_claims_its_pages_and_gives_them_back_when_it_is_rejected(desk):
    kept(desk)
    assert claims(desk) == {EARLY: ["1-12"]}

    act(desk, EARLY, "reject", reason="not-held")

    assert claims(desk) == {}


def test_a_rejected_request_that_is_opened_again_claims_its_pages_again(desk):
    kept(desk)
    act(desk, EARLY, "reject", reason="not-held")

    act(desk, EARLY, "reopen")

    assert claims(desk) == {EARLY: ["1-12"]}


def test_cancelled_before_its_link_it_leaves_nothing(desk):
    kept(desk)

    act(desk, EARLY, "cancel", reason="no-longer-needed")

    assert claims(desk) == {}


@pytest.mark.parametrize("gone", [["archive"], ["archive", "delete"], ["delete"]])
def test_what_was_once_available_counts_for_ever(desk, gone):
    kept(desk)
    act(desk, EARLY, "publish")

    for action in gone:
        act(desk, EARLY, action, note="The course is over.")

    (claim,) = desk.table.claims(("w1",), ("HIS101",), "2026-27")
    assert (claim.ever, claim.takes[0].pages, claim.takes[0].until) == (True, "1-12", TODAY)


def test_what_expired_counts_for_ever(desk):
    kept(desk)
    act(desk, EARLY, "publish")

    desk.act_as_desk(EARLY, "expire", {})

    assert claims(desk) == {EARLY: ["1-12"]}


def test_another_range_or_work_moves_the_claim_with_it(desk):
    desk.records.save_work(replace(BOOK, id="w9", isbn="9780191000000"))
    kept(desk)

    act(desk, EARLY, "update-range", pages="20-22")
    assert claims(desk) == {EARLY: ["20-22"]}

    act(desk, EARLY, "assign-metadata", work="w9", pages="20-22")
    assert (claims(desk), claims(desk, "w9")) == ({}, {EARLY: ["20-22"]})


def test_the_claims_of_thirty_courses_move_in_one_transaction(desk):
    desk.records.save_work(replace(BOOK, id="w9", isbn="9780191000000"))
    runs = tuple(run_of(Course(f"C{n:02}", "Some", runs=(RUN,)), RUN) for n in range(30))
    kept(desk, runs=runs)

    act(desk, EARLY, "assign-metadata", work="w9", pages="1-12")

    assert claims(desk, codes=("C00", "C29")) == {}
    assert claims(desk, "w9", codes=("C29",)) == {EARLY: ["1-12"]}


def test_the_claims_of_thirty_courses_stay_when_the_link_is_made_and_taken_off(desk):
    kept(desk, runs=tuple(run_of(Course(f"C{n:02}", "Some", runs=(RUN,)), RUN) for n in range(30)))

    act(desk, EARLY, "publish")
    act(desk, EARLY, "archive", note="The courses are over.")

    found = desk.table.claims(("w1",), ("C07",), "2026-27")
    assert [one.takes[0].until for one in found] == [TODAY]


def test_a_renamed_course_keeps_what_it_had(desk):
    kept(desk)
    desk.records.save_course(replace(HIS101, code="HIST1001", aliases=("HIS101",)), was=HIS101)
    asks = ready(id=LATE, runs=(run_of(Course("HIST1001", "", runs=(RUN,)), RUN),))

    earlier = desk.measuring(asks, desk.moment(DIGITISER)).earlier

    assert [one.request for one in earlier["HIST1001 2026-27"]] == [EARLY]


@pytest.mark.parametrize(
    ("expected", "loaded", "verdict"),
    [(True, False, "cannot tell"), (True, True, "within"), (False, False, "within")],
)
def test_where_history_is_still_to_be_imported_a_course_is_never_within(
    desk, expected, loaded, verdict
):
    desk = replace(desk, terms=replace(TERMS, history_expected=expected))
    desk.records.save_course(replace(HIS101, history_loaded=loaded))
    asks = ready(licence=None)

    said = measure(asks, desk.measuring(asks, desk.moment(DIGITISER)))

    assert said.verdict == verdict
    assert ("history not loaded" in said.words) is (verdict == "cannot tell")


def test_print_and_electronic_editions_count_together_also_when_joined_later(desk):
    kept(desk, licence=None)
    electronic = desk.records.save_work(
        replace(BOOK, id="w2", isbn="9780191000000"), edition_of=BOOK.id
    )
    asks = ready(id=LATE, work=electronic, extract=an_extract("13-25"))

    said = measure(asks, desk.measuring(asks, desk.moment(DIGITISER)))

    assert [one.request for one in said.runs[0].counted] == [EARLY]


def test_articles_of_an_issue_count_together_by_the_journals_record_and_by_the_issues_own(desk):
    journal = desk.records.save_work(Work(id="j1", title="A journal", issn="00312746"))
    issue = desk.records.save_work(
        Work(id="j2", title="A journal", issn="00312746", volume="12", issue="3")
    )
    first = article("A", "1-9", volume="Vol. 12", issue="03")
    kept(desk, work=journal, extract=first, licence=None)
    asks = ready(id=LATE, work=issue, licence=None,
                 extract=article("B", "20-29", volume="", issue=""))  # fmt: skip

    said = measure(asks, desk.measuring(asks, desk.moment(DIGITISER)))

    assert said.runs[0].portions == (("article", 2),)
    assert said.verdict == "within"


def test_of_two_open_requests_at_once_the_later_counts_the_earlier(desk):
    unsaid = {"licence": None}
    first = kept(desk, "1-12", EARLY, hour=2, **unsaid)
    second = kept(desk, "13-25", LATE, hour=1, **unsaid)

    said = [measure(one, desk.measuring(one, desk.moment(DIGITISER))) for one in (first, second)]

    assert [(one.pages, one.verdict) for one in said] == [(12, "within"), (25, "over")]


def test_who_received_the_same_moment_is_told_apart_by_its_id(desk):
    kept(desk, "1-12", EARLY, licence=None)
    second = kept(desk, "13-25", LATE, licence=None)

    said = measure(second, desk.measuring(second, desk.moment(DIGITISER)))

    assert said.pages == 25


def test_the_link_waits_where_the_sum_is_worse_by_now_than_the_one_confirmed(desk):
    cla = {"licence": Verification("s36", "Dan", TODAY)}
    small = Extent(12, 240, 5.0, "within", "Dan", TODAY)
    kept(desk, "1-12", EARLY, **cla, extent=small)
    kept(desk, "13-24", LATE, hour=2, **cla, extent=small)
    act(desk, LATE, "publish")

    with pytest.raises(Blocked, match="The extent has changed since it was confirmed. Over") as no:
        act(desk, EARLY, "publish")

    assert no.value.instead == "Read the new sum, and confirm the extent again."
    assert desk.table.load(EARLY).state is State.ACTIVE


def test_what_a_person_let_go_on_although_it_was_over_goes_on_once_confirmed_again(desk):
    kept(desk, "1-30", EARLY, extent=None, licence=Verification("s36", "Dan", TODAY))

    act(desk, EARLY, "confirm-extent", basis="s36", note="The head of rights agreed.")
    request = act(desk, EARLY, "publish")

    assert request.state is State.COMPLETE
    assert (request.extent.verdict, request.extent.sums[0].pages) == ("over", 30)
    assert "30 of 240 pages" in request.extent.words


def test_a_link_comes_back_only_with_a_sum_that_somebody_confirmed_for_now(desk):
    cla = {"licence": Verification("cla-he", "Dan", TODAY)}
    kept(desk, "1-12", EARLY, **cla)
    act(desk, EARLY, "publish")
    act(desk, EARLY, "archive", note="For now.")
    kept(desk, "13-30", LATE, **cla, extent=None)
    act(desk, LATE, "confirm-extent", basis="cla-he", note="The publisher agreed.")
    act(desk, LATE, "publish")

    with pytest.raises(Blocked, match="30 of 240 pages"):
        act(desk, EARLY, "reinstate")
    act(desk, EARLY, "confirm-extent", basis="cla-he", note="The publisher agreed.")
    request = act(desk, EARLY, "reinstate")

    assert request.state is State.COMPLETE
    assert request.extent.sums[0].counted == (LATE,)


@pytest.mark.parametrize("code", ["A#2026-27", "تاريخ ١٠١", "x" * 100, "a b", "HIS10"])
def test_a_run_has_its_own_claims_only_whatever_its_course_is_called(desk, code):
    kept(desk)
    odd = run_of(Course(code, "Odd", runs=(RUN,)), RUN)
    kept(desk, "20-30", LATE, runs=(odd,))

    assert claims(desk, codes=(code,)) == {LATE: ["20-30"]}
    assert claims(desk, codes=("HIS101",)) == {EARLY: ["1-12"]}
    assert claims(desk, codes=("A",)) == {}


def test_all_runs_of_a_course_and_the_whole_institution_are_read_where_a_pack_counts_so(desk):
    kept(desk)
    kept(desk, "20-30", LATE, runs=(run_of(Course("LIT200", "Novels", runs=(RUN,)), RUN),))

    assert claims(desk, year="") == {EARLY: ["1-12"]}
    assert claims(desk, codes=("",), year="") == {EARLY: ["1-12"], LATE: ["20-30"]}


def lost(dynamo, key):
    dynamo.delete(*key)


def damaged(dynamo, key):
    row = dynamo.get(*key)
    dynamo.put(row | {"claim": row["claim"] | {"request": "NOBODY22"}})


def doubled(dynamo, key):
    row = dynamo.get(*key)
    other = row["sk"].replace("2026-27", "2025-26")
    assert other != row["sk"]
    dynamo.put(row | {"sk": other, "claim": row["claim"] | {"year": "2025-26"}})


@pytest.mark.parametrize("harm", [lost, damaged, doubled])
def test_a_row_that_was_lost_or_damaged_or_is_too_many_is_made_right(desk, dynamo, harm):
    request = kept(desk)
    (key,) = rows(request)
    harm(dynamo, key)

    assert Extents(dynamo).rebuild(desk.table.heads([EARLY])) == 1

    assert list(dynamo.all(key[0])) == [*rows(request).values()]
    assert Extents(dynamo).rebuild(desk.table.heads([EARLY])) == 0


def test_a_claim_that_a_closed_request_left_behind_is_taken_off(desk, dynamo):
    left = rows(kept(desk))
    act(desk, EARLY, "reject", reason="not-held")
    dynamo.batch_write([*left.values()])

    assert Extents(dynamo).rebuild(desk.table.heads([EARLY])) == 1

    assert claims(desk) == {}


def test_a_request_that_moves_while_its_claims_are_looked_at_keeps_its_new_ones(desk, dynamo):
    read = kept(desk)
    act(desk, EARLY, "reject", reason="not-held")

    assert Extents(dynamo).rebuild([read]) == 0

    assert claims(desk) == {}


def test_the_rows_of_one_work_are_read_once_for_all_its_requests(desk, dynamo):
    requests = [kept(desk), kept(desk, "20-30", LATE)]

    sent = calls(dynamo, lambda: Extents(dynamo).rebuild(requests))

    assert sent == {"Query": 1}


def many(number, family):
    """Claims of other runs on the same work, and of the same run on other works."""
    for n in range(number):
        claim = Claim(
            request=f"R{n:07}", code=f"C{n % 997:03}", year="2026-27", received=NOON,
            is_open=True, takes=(Take(work=family, pages="1-9"),),
        )  # fmt: skip
        yield row_of(family, claim)
        yield row_of(f"o{n}", replace(claim, code="HIS101"))


def calls(dynamo, do):
    """Which operations the SDK sent while this was done."""
    sent: Counter[str] = Counter()
    events = dynamo._client.meta.events

    def count(model, **_):
        sent[model.name] += 1

    events.register("before-call.dynamodb", count)
    try:
        do()
    finally:
        events.unregister("before-call.dynamodb", count)
    return dict(sent)


def test_the_meter_reads_as_often_with_five_thousand_requests_as_with_ten(desk, dynamo):
    asks = kept(desk)

    def answer():
        return measure(asks, desk.measuring(asks, desk.moment(DIGITISER)))

    dynamo.batch_write(list(many(10, "w1")))
    few = calls(dynamo, answer)
    dynamo.batch_write(list(many(5_000, "w1")))
    lots = calls(dynamo, answer)

    assert few == lots
    assert sum(lots.values()) == 4
    assert answer().runs[0].counted == ()
