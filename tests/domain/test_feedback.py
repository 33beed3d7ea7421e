"""SES's reports, read from the shapes that it documents, and from what is no report."""

import contextlib
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from chalicelib.domain.errors import NotUnderstood
from chalicelib.domain.feedback import plain, read, shown

JO = "jo@example.edu"


def an_event(kind: str = "Bounce", **about: Any) -> dict[str, Any]:
    """As SES publishes it (Amazon SES developer guide, "Examples of event data")."""
    usual: dict[str, dict[str, Any]] = {
        "Bounce": {
            "bounceType": "Permanent", "bounceSubType": "General",
            "bouncedRecipients": [{
                "emailAddress": JO, "action": "failed", "status": "5.1.1",
                "diagnosticCode": f"smtp; 550 5.1.1 <{JO}> user unknown",
            }],
            "timestamp": "2026-11-21T12:00:05.000Z", "feedbackId": "0100-feedback",
            "reportingMTA": "dsn; mta.example.edu",
        },
        "Complaint": {
            "complainedRecipients": [{"emailAddress": JO}], "feedbackId": "0100-complaint",
            "timestamp": "2026-11-21T12:00:05.000Z", "complaintFeedbackType": "abuse",
            "userAgent": "Any mail program", "arrivalDate": "2026-11-21T12:00:05.000Z",
        },
        "Reject": {"reason": "Bad content"},
        "Delivery": {"recipients": [JO]},
    }  # fmt: skip
    return {
        "eventType": kind,
        kind.lower(): usual[kind] | about,
        "mail": {
            "timestamp": "2026-11-21T12:00:00.000Z", "source": "desk@northgate.example",
            "sourceArn": "arn:aws:ses:us-east-1:123456789012:identity/northgate.example",
            "sendingAccountId": "123456789012", "messageId": "ses-id", "destination": [JO],
            "headersTruncated": False,
            "headers": [{"name": "Message-ID", "value": "<A-1-1@localhost>"}],
            "commonHeaders": {"from": ["desk@northgate.example"], "to": [JO], "subject": "Yours"},
            "tags": {
                "ses:configuration-set": ["MailSet"], "stage": ["live"], "lane": ["A"],
                "message": ["A-1-1"],
            },
        },
    }  # fmt: skip


def heard(event: Any) -> Any:
    return read(json.dumps(event))


def test_a_bounce_for_good_says_why_and_names_nobody():
    found = heard(an_event())

    assert (found.kind, found.lane, found.message, found.stage) == ("bounce", "A", "A-1-1", "live")
    assert (found.final, found.suppresses, found.addresses) == (True, True, (JO,))
    assert found.words == (
        "It bounced: the address does not take mail (5.1.1 smtp; 550 5.1.1 <...> user unknown)."
    )


def test_a_bounce_that_passes_suppresses_nobody():
    found = heard(an_event(bounceType="Transient", bounceSubType="MailboxFull"))

    assert (found.final, found.suppresses) == (False, False)
    assert "the mailbox is full" in found.words


def test_a_complaint_suppresses():
    found = heard(an_event("Complaint"))

    assert (found.kind, found.final, found.suppresses) == ("complaint", False, True)
    assert "marked it as unwanted mail (abuse)" in found.words


def test_what_ses_itself_refused_is_for_people_and_suppresses_nobody():
    found = heard(an_event("Reject"))

    assert (found.final, found.suppresses) == (True, False)
    assert found.words == "The mail service did not send it: Bad content."


def test_others_have_it_where_only_one_of_them_bounced():
    event = an_event()
    event["mail"]["destination"] = [JO, "ada@example.edu"]

    assert heard(event).others


def test_sns_may_wrap_it():
    wrapped = {"Type": "Notification", "TopicArn": "x", "Message": json.dumps(an_event())}

    assert heard(wrapped) == heard(an_event())


def test_the_older_shape_is_understood_by_our_message_id():
    event = an_event()
    event["notificationType"] = event.pop("eventType")
    del event["mail"]["tags"]

    found = heard(event)

    assert (found.message, found.lane, found.stage) == ("A-1-1", "A", "")


@pytest.mark.parametrize(
    "event",
    [an_event("Delivery"), {"eventType": "Open"}, {},
     {"Type": "Notification", "Message": "Successfully validated SNS topic for Amazon SES."}],
)  # fmt: skip
def test_what_is_not_followed_is_none(event: Any):
    assert heard(event) is None


def without(name: str, of: str = "") -> Any:
    event = an_event()
    (event[of] if of else event).pop(name)
    return event


@pytest.mark.parametrize(
    "body",
    ["", "x", "[]", '"x"', "7", "[" * 50_000, json.dumps({"eventType": "Bounce"}),
     json.dumps(without("mail")), json.dumps(without("bounce")),
     json.dumps({"eventType": "Bounce", "bounce": [], "mail": {}}),
     json.dumps({"eventType": "Bounce", "bounce": {}, "mail": {"tags": 7, "headers": [7, None]}}),
     json.dumps({"eventType": "Bounce", "mail": {}, "bounce": {"bouncedRecipients": 7}})],
)  # fmt: skip
def test_what_is_no_report_says_so(body: str):
    with pytest.raises(NotUnderstood):
        read(body)


JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.text(max_size=10)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3), st.dictionaries(st.text(max_size=8), inner)
    ),
    max_leaves=10,
)


@given(
    st.sampled_from(["Bounce", "Complaint", "Reject"]),
    st.sampled_from(["bounceType", "bounceSubType", "bouncedRecipients", "complainedRecipients",
                     "complaintFeedbackType", "feedbackId", "reason"]),
    JSON,
)  # fmt: skip
def test_a_forged_shape_is_read_or_refused_and_nothing_else(kind: str, name: str, thing: Any):
    with contextlib.suppress(NotUnderstood):
        heard(an_event(kind, **{name: thing}))


@given(st.sampled_from(["tags", "headers", "destination", "messageId"]), JSON)
def test_a_forged_letter_is_read_or_refused_and_nothing_else(name: str, thing: Any):
    event = an_event()
    event["mail"][name] = thing
    with contextlib.suppress(NotUnderstood):
        heard(event)


def test_their_words_lose_the_addresses_in_them():
    assert plain("550 <jo@example.edu>: no\nsuch user jo@example.edu") == "550 <...>: no such user"


def test_an_address_is_shown_so_that_staff_know_it():
    assert shown("jo.smith@example.edu") == "j...@example.edu"
