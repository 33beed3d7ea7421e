"""The API in OpenAPI 3.1, drawn from the routes there are and the shapes of their answers."""

from typing import Any

from pydantic import BaseModel, TypeAdapter

from chalicelib.domain import moves, record_forms, say
from chalicelib.handlers import (
    approval_shapes,
    change_shapes,
    dashboard_shapes,
    delivery_shapes,
    extent_shapes,
    letter_shapes,
    licence_shapes,
    message_shapes,
    patron_shapes,
    reason_shapes,
    record_shapes,
    rights_shapes,
    rule_shapes,
    shapes,
)
from chalicelib.handlers.openapi_doors import REF, Door, operation

FORMS: tuple[type[BaseModel], ...] = (
    say.Started,
    say.Upload,
    say.Uploads,
    say.Lookup,
    say.Beat,
    record_forms.CourseSaid,
    record_forms.NewCourseSaid,
    record_forms.LecturerSaid,
    record_forms.WorkSaid,
)
SCAN = "/api/requests/{request_id}/scans/{scan_id}"
FILES = "/api/requests/{request_id}/delivery"
DOORS: tuple[Door, ...] = (
    ("get", "/api/health", "The API answers", "", "", 200),
    ("get", "/api/openapi.json", "This document", "", "", 200),
    ("get", "/api/me", "Who is signed in", "", "Me", 200),
    ("get", "/api/webhooks/{rlms}", "A list's challenge", "", "", 200),
    ("post", "/api/webhooks/{rlms}", "A list's signed delivery", "", "", 202),
    ("post", "/api/webhooks/{rlms}/request", "As Talis's module sends it", "", "", 202),
    ("get", "/api/requests", "One page of a view", "", "Listing", 200),
    ("post", "/api/requests", "Start a request", "Started", "Detail", 201),
    ("get", "/api/starting", "The forms that start a request", "", "Starting", 200),
    ("get", "/api/dashboard", "What waits where, and how it went", "", "Dashboard", 200),
    ("get", "/api/me/views", "The views one keeps", "", "SavedViews", 200),
    ("put", "/api/me/views", "Keep views", "SavedViews", "SavedViews", 200),
    ("get", "/api/closing", "Links that close soon", "", "Listing", 200),
    ("get", "/api/cleanup", "What the clean-up would remove", "", "CleanUp", 200),
    ("get", "/api/requests/{request_id}", "A request, whole", "", "Detail", 200),
    ("post", "/api/requests/{request_id}/here", "Who else has it open", "Beat", "Here", 200),
    ("get", "/api/requests/{request_id}/accessible", "Its address", "", "AccessibleAddress", 200),
    ("get", "/api/requests/{request_id}/notes", "Its notes, or those found", "", "Notes", 200),
    ("post", "/api/requests/{request_id}/actions/{action}", "Take one action", "", "Detail", 200),
    ("post", "/api/requests/{request_id}/scans", "Add a scan", "Upload|Uploads", "UploadForm", 201),
    ("post", SCAN + "/files", "Add files to a scan", "Uploads", "UploadForm", 201),
    ("get", SCAN, "Read a scan", "", "", 200),
    ("get", SCAN + "/pages", "Look at the pages of a scan", "", "ScanPages", 200),
    ("post", FILES, "Add a file to deliver", "Piece", "DeliveryKept", 201),
    ("post", FILES + "/{delivery_id}", "Edit it", "Piece", "DeliveryKept", 200),
    ("get", FILES + "/{delivery_id}", "Download it", "", "Saved", 200),
    ("post", "/api/requests/{request_id}/evidence", "Add evidence", "Piece", "Kept", 201),
    (
        "post",
        "/api/requests/{request_id}/evidence/{evidence_id}",
        "Edit evidence",
        "Piece",
        "Kept",
        200,
    ),
    ("get", "/api/requests/{request_id}/evidence/{evidence_id}", "Download it", "", "Saved", 200),
    ("get", "/api/approvals", "Approvals", "", "Approvals", 200),
    (
        "get",
        "/api/requests/{request_id}/decisions",
        "What was decided about its files",
        "",
        "FileDecisions",
        200,
    ),
    ("get", "/api/set-aside/{aside_id}", "A delivery set aside", "", "AsideDetail", 200),
    ("post", "/api/set-aside/{aside_id}/actions/{action}", "read-again or dismiss", "", "", 200),
    ("get", "/api/undelivered", "What nobody took", "", "Undelivered", 200),
    (
        "post",
        "/api/undelivered/{message_id}/actions/{action}",
        "send-again or give-up",
        "SendAgainSaid",
        "",
        200,
    ),
    ("get", "/api/letters", "The letters, and what they may say", "", "Letters", 200),
    ("get", "/api/letters/{letter}", "One letter, as it is sent", "", "LetterDetail", 200),
    ("put", "/api/letters/{letter}", "Change or restore it", "LetterSaid", "LetterDetail", 200),
    ("post", "/api/letters/{letter}/preview", "See it", "PreviewSaid", "LetterPreview", 200),
    (
        "post",
        "/api/requests/{request_id}/letters/{letter}/preview",
        "See a mail before it is sent",
        "MailPreviewSaid",
        "MailPreview",
        200,
    ),
    ("get", "/api/suppressed", "Addresses not written to", "", "Suppressed", 200),
    ("post", "/api/suppressed/{id}/lift", "Write to it again", "", "Lifted", 200),
    ("get", "/api/connections", "How each system is reached", "", "Connections", 200),
    ("post", "/api/connections/{system}/actions/test", "Ask it something", "", "Tested", 200),
    ("get", "/api/eligibility", "What may be asked for an item", "", "Eligibility", 200),
    ("get", "/api/extent", "How much a run would have, unsent", "", "ExtentAnswer", 200),
    ("get", "/api/packs", "The policy packs, in order", "", "Packs", 200),
    ("get", "/api/rules", "The rules in force", "", "Rules", 200),
    ("put", "/api/rules", "Write the rules anew", "RulesSaid", "RuleBook", 200),
    ("get", "/api/rules/{version}", "The rules in a version", "", "RuleBook", 200),
    ("post", "/api/rules/dry-run", "Try a draft on the last year", "RulesSaid", "DryRun", 200),
    ("get", "/api/reasons", "The reasons people choose from", "", "Reasons", 200),
    ("put", "/api/reasons", "Write the reasons anew", "ReasonsSaid", "Reasons", 200),
    ("get", "/api/permissions", "What CLA allows of a title", "", "Allowed", 200),
    ("get", "/api/people", "The desk's staff", "", "People", 200),
    ("get", "/api/courses", "Courses by their words", "", "Courses", 200),
    ("post", "/api/courses", "Add a course", "NewCourseSaid", "Course", 201),
    (
        "post",
        "/api/courses/import",
        "Courses from a CSV file",
        "text/csv",
        "UploadSummary",
        200,
    ),
    ("get", "/api/courses/export", "Courses as a CSV file", "", "text/csv", 200),
    ("get", "/api/courses/{code}", "One course", "", "Course", 200),
    ("put", "/api/courses/{code}", "Write or rename it", "CourseSaid", "Course", 200),
    ("get", "/api/record-forms", "How records are written", "", "RecordForms", 200),
    ("get", "/api/history/template", "An empty file of readings", "", "text/csv", 200),
    ("post", "/api/history/import", "Readings from a CSV", "text/csv", "HistorySummary", 200),
    ("post", "/api/history/files", "Where a file goes", "Upload", "ReadingForms", 201),
    ("get", "/api/lecturers", "Lecturers by their words", "", "Lecturers", 200),
    ("post", "/api/lecturers", "Add a lecturer", "LecturerSaid", "LecturerRecord", 201),
    (
        "post",
        "/api/lecturers/import",
        "Lecturers from a CSV file",
        "text/csv",
        "UploadSummary",
        200,
    ),
    ("get", "/api/lecturers/export", "Lecturers as a CSV file", "", "text/csv", 200),
    ("put", "/api/lecturers/{lecturer_id}", "Write a lecturer", "LecturerSaid", "Lecturer", 200),
    ("get", "/api/works", "Works by number or title", "", "Works", 200),
    ("post", "/api/works", "Add a work", "WorkSaid", "AddedWork", 201),
    ("post", "/api/works/lookup", "Look a title up outside", "Lookup", "LookedUp", 200),
    ("get", "/api/works/{work_id}", "A work, its editions, corrections", "", "WorkDetail", 200),
    ("put", "/api/works/{work_id}", "Correct a work", "WorkSaid", "WorkRecord", 200),
)
QUERIES = {
    "/api/requests": (
        "view",
        "sort",
        "q",
        "cursor",
        "limit",
        "course",
        "assignee",
        "source",
        "needed_by",
        "verdict",
        "waiting",
        "tag",
        "record",
    ),  # fmt: skip
    "/api/dashboard": ("weeks",),
    "/api/closing": ("days", "cursor", "limit"),
    "/api/requests/{request_id}/notes": ("q", "in"),
    "/api/eligibility": ("rlms", "citation", "view"),
    "/api/extent": (
        "course",
        "year",
        "isn",
        "work",
        "pages",
        "portion",
        "chapter",
        "title",
        "volume",
        "issue",
    ),
    "/api/approvals": ("status", "q", "record", "cursor", "limit"),
    "/api/permissions": ("isn",),
    "/api/people": ("q",),
    "/api/courses": ("q", "cursor", "limit"),
    "/api/courses/import": ("dry", "apply"),
    "/api/history/import": ("dry", "apply"),
    "/api/lecturers": ("q", "retired", "cursor", "limit"),
    "/api/lecturers/import": ("dry", "apply"),
    "/api/works": ("isn", "title", "doi"),
    "/api/undelivered": ("cursor",),
    "/api/suppressed": ("cursor",),
}
ANSWERS = (
    "ExtentAnswer", "Notes", "AccessibleAddress", "Row", "AsideRow", "Listing", "Starting",
    "Course", "Courses", "Lecturer", "Lecturers", "Work", "Works", "WorkDetail", "LookedUp",
    "WorkRecord", "AddedWork",
    "LecturerRecord", "UploadSummary", "HistorySummary", "ReadingForms", "RequestCourse",
    "RecordForms", "Reasons", "ReasonsSaid",
    "Scan", "Candidate", "RequestDetail", "Original", "HistoryEvent", "Message", "Offer",
    "Blocked", "Step", "Detail", "UploadForm", "ScanPages", "AsideDetail", "Undelivered",
    "Me", "People", "Here",
    "Problem", "Rules", "RulesSaid", "RuleBook", "DryRun", "Evidence", "Kept", "Saved",
    "Connection", "Connections", "Tested", "Eligibility", "Packs", "Dashboard", "SavedViews",
    "ApprovalRow", "Approvals", "FileDecisions", "Allowed", "CleanUp", "Letters",
    "LetterDetail", "LetterSaid", "PreviewSaid", "LetterPreview", "MailPreviewSaid",
    "MailPreview", "SendAgainSaid",
    "Suppressed", "Lifted",
    "DeliveryKept", "DeliveryFile",
)  # fmt: skip


def document() -> dict[str, Any]:
    """The whole document, the same bytes each time."""
    paths: dict[str, Any] = {}
    for door in DOORS:
        method, path, *_ = door
        paths.setdefault(path, {})[method] = operation(door, QUERIES.get(path, ()))
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Scandesk",
            "version": "1",
            "description": "Every refusal is an RFC 9457 problem with what to do instead.",
        },
        "paths": paths,
        "components": {
            "schemas": components(),
            "securitySchemes": {
                "session": {"type": "apiKey", "in": "cookie", "name": "__Host-scandesk"},
                "token": {"type": "http", "scheme": "bearer", "bearerFormat": "JWT"},
            },
        },
        "security": [{"session": []}, {"token": []}],
    }


def components() -> dict[str, Any]:
    """Every shape that is answered, every form that is said, and the form of each action."""
    forms = {row.says for row in moves.MOVES if row.says}
    places = (
        shapes, record_shapes, message_shapes, rights_shapes, approval_shapes, rule_shapes,
        licence_shapes, extent_shapes, letter_shapes, change_shapes, dashboard_shapes,
        delivery_shapes, patron_shapes, reason_shapes,
    )  # fmt: skip
    models: list[Any] = [
        next(getattr(place, one) for place in places if hasattr(place, one)) for one in ANSWERS
    ]
    models += [*FORMS, *(say.form(name) for name in sorted(forms))]
    found: dict[str, Any] = {}
    for model in models:
        drawn = TypeAdapter(model).json_schema(ref_template=REF)
        found |= drawn.pop("$defs", {})
        found[model.__name__] = drawn
    return dict(sorted(found.items()))


if __name__ == "__main__":
    import json

    print(json.dumps(document(), indent=1, ensure_ascii=False))
