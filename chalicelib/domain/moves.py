"""The life of a request: tables of one-line moves, read by `lifecycle.py`.

`STATE`, `APPROVAL` and `ITEM` are the three tables; `EDITS` are moves that leave the state as it
is. Whatever they do not list is refused. A new state or action is one line here, one effect in
`effects.py` where it does more than move, and one model in `say.py` where something must be said.
Buttons, forms, API routes, docs/lifecycle.md and the tests are drawn from these tables.
"""

from collections.abc import Mapping
from dataclasses import dataclass

from chalicelib.domain.people import Role
from chalicelib.domain.request import Approval, Item, Kind, Medium, Purpose, Request, State

Stage = State | Approval | Item | Medium

NEW, IN_PROGRESS, ACTIVE, COMPLETE = State.NEW, State.IN_PROGRESS, State.ACTIVE, State.COMPLETE
ARCHIVED, EXPIRED, REJECTED = State.ARCHIVED, State.EXPIRED, State.REJECTED
ASSIGNED = (IN_PROGRESS, ACTIVE)
OPEN_STATES = (NEW, *ASSIGNED)
EVER = tuple(State)
RIGHTS = (ACTIVE, ARCHIVED, EXPIRED)
ASKED = (*ASSIGNED, COMPLETE, ARCHIVED, EXPIRED)
TEXTUAL = (ACTIVE, COMPLETE, ARCHIVED, EXPIRED)
TAKEN_OVER = (COMPLETE, ARCHIVED, EXPIRED)
SCANNED = (ACTIVE, *TAKEN_OVER)
SAME = None
NOBODY: tuple[str, ...] = ()
LIST = ("rlms",)
LECTURER = ("rlms", "lecturer")
PATRON = ("rlms", "requester")
REQUESTER = ("rlms", "requester")
BEFORE_CLEARED = ("course", "approval")
BEFORE_DELIVERY = ("extract", "licence", "extent", "parcel", "approval", "opening", "patron")
BEFORE_LINK = ("course", "extract", "dates", "opening", "licence", "extent", "scan", "approval")
BEFORE_OPENING = ("extract", "licence", "scan", "approval")


@dataclass(frozen=True, slots=True)
class Move:
    """One line: from where, to where, who may, what must be said, who hears, what it needs.

    `says` names a model of say.py, or is empty where the desk itself acts; `tells` names who
    hears of it: the list always when its phase changes, people only when that was ticked, or
    `surely` wherever their address is known. `also` is the state that a facet's move leads to.
    `finds` is what the desk looks up first; `within` are the states in which a facet may move,
    `kinds` the kinds of request that have this line: clearing a file makes no scan and no link;
    `purposes` for whom: a copy for one patron has no course.
    """

    action: str
    label: str
    frm: tuple[Stage, ...] | Stage
    to: Stage | None
    role: Role
    says: str = "Nothing"
    tells: tuple[str, ...] = NOBODY
    needs: tuple[str, ...] = ()
    finds: str = ""
    within: tuple[State, ...] = EVER
    kinds: tuple[Kind, ...] = tuple(Kind)
    purposes: tuple[Purpose, ...] = tuple(Purpose)
    also: State | None = None
    surely: bool = False

    @property
    def origins(self) -> tuple[Stage, ...]:
        return self.frm if isinstance(self.frm, tuple) else (self.frm,)

    @property
    def facet(self) -> str:
        facets = {State: "state", Approval: "approval", Item: "item", Medium: "medium"}
        return facets[type(self.origins[0])]

    @property
    def measures(self) -> bool:
        """It rests on the extent, which is measured again in this moment."""
        return self.action in ("confirm-extent", "add-opening", "correct") or "extent" in self.needs

    @property
    def holds(self) -> bool:
        """What rested on what it changes was asked again in it, so that nothing is voided."""
        return self.action == "correct"

    @property
    def aims(self) -> bool:
        """It may name a run of which nothing was measured yet."""
        return self.action in ("add-opening", "reinstate", "renew")

    def starts_at(self, request: Request) -> bool:
        here = getattr(request, self.facet) in self.origins and request.state in self.within
        return here and request.kind in self.kinds and request.purpose in self.purposes


CLEARING = (Kind.CLEARANCE,)
ACCESSIBLE = (Kind.ACCESSIBLE_COPY,)
COPYING = tuple(kind for kind in Kind if kind not in ACCESSIBLE)
SCANNING = tuple(kind for kind in COPYING if kind not in CLEARING)
COURSES, PATRONS = (Purpose.COURSE,), (Purpose.PATRON,)
D, A, L, SELF = Role.DIGITISER, Role.APPROVER, Role.LIST, Role.DESK

STATE = (
    #    action        label                  from          to           role  says          tells      needs
    Move("assign",     "Assign to me",        NEW,          IN_PROGRESS, D,    "Assignee",   LIST, finds="person"),
    Move("progress",   "Progress to active",  IN_PROGRESS,  ACTIVE,      D, kinds=SCANNING),
    Move("publish",    "Generate link",       ACTIVE,       COMPLETE,    D,    "Publish",    LECTURER,  BEFORE_LINK, kinds=SCANNING, purposes=COURSES),
    Move("publish",    "Deliver",             ACTIVE,       COMPLETE,    D,    "Delivery",   PATRON,    BEFORE_DELIVERY, kinds=SCANNING, purposes=PATRONS, surely=True),
    Move("archive",    "Archive",             COMPLETE,     ARCHIVED,    D,    "Note",       LIST, kinds=SCANNING),
    Move("reinstate",  "Reinstate",           ARCHIVED,     COMPLETE,    D,    "ForRun",     LIST,      BEFORE_LINK, finds="course", kinds=SCANNING, purposes=COURSES),
    Move("reinstate",  "Reinstate",           ARCHIVED,     COMPLETE,    D,    "Nothing",    LIST,      BEFORE_DELIVERY, kinds=SCANNING, purposes=PATRONS),
    Move("expire",     "Expire",              COMPLETE,     EXPIRED,     SELF, "",           LIST, kinds=SCANNING),
    Move("renew",      "Renew",               EXPIRED,      COMPLETE,    D,    "ForRun",     LIST,      BEFORE_LINK, finds="course", kinds=SCANNING, purposes=COURSES),
    Move("renew",      "Renew",               EXPIRED,      COMPLETE,    D,    "Nothing",    LIST,      BEFORE_DELIVERY, kinds=SCANNING, purposes=PATRONS),
    Move("reject",     "Reject",              ASSIGNED,     REJECTED,    D,    "Reason",     REQUESTER, kinds=COPYING),
    Move("reject",     "Reject by rule",      NEW,          REJECTED,    SELF, "",           REQUESTER, surely=True, kinds=COPYING),
    Move("reject",     "Refuse",              (NEW, IN_PROGRESS), REJECTED, D, "CopyRefused", REQUESTER, kinds=ACCESSIBLE, surely=True),
    Move("deliver-copy", "Deliver the copy",  IN_PROGRESS,  COMPLETE,    D,    "CopyGiven",  REQUESTER, kinds=ACCESSIBLE, surely=True),
    Move("reopen",     "Reopen",              REJECTED,     IN_PROGRESS, D,    "Nothing",    LIST),
    Move("reopen",     "Reopen",              REJECTED,     IN_PROGRESS, L,    ""),
    Move("cancel",     "Cancel the request",  OPEN_STATES,  State.CANCELLED, D, "Cancellation", LIST),
    Move("cancel",     "Withdrawn by the list", OPEN_STATES, State.CANCELLED, L, ""),
    Move("delete",     "Delete",              (ACTIVE, COMPLETE, ARCHIVED, EXPIRED), State.DELETED, D, "Note", LIST),
)  # fmt: skip

EDITS = (
    Move("reassign",        "Reassign",            ASSIGNED, SAME, D,    "Assignee",       finds="person"),
    Move("release",         "Release",             ASSIGNED, SAME, D),
    Move("match-course",    "Save course",         ASSIGNED, SAME, D,    "CourseChoice",   finds="course", purposes=COURSES, kinds=COPYING),
    Move("add-course",      "Add a course",        ASSIGNED, SAME, D,    "CourseChoice",   needs=("course",), finds="course", purposes=COURSES, kinds=COPYING),
    Move("remove-course",   "Remove a course",     ASSIGNED, SAME, D,    "RunChoice",      needs=("course",), purposes=COURSES, kinds=COPYING),
    Move("set-purpose",     "For whom",            ASSIGNED, SAME, D,    "ForWhom",        kinds=SCANNING),
    Move("set-lecturer",    "Set lecturer",        ASSIGNED, SAME, D,    "LecturerChoice", finds="lecturer", kinds=COPYING),
    Move("assign-metadata", "Assign metadata",     ASSIGNED, SAME, D,    "Metadata",       finds="work", kinds=COPYING),
    Move("update-range",    "Update range",        ASSIGNED, SAME, D,    "Range", kinds=COPYING),
    Move("correct",         "Correct",             TAKEN_OVER, SAME, D,  "Correction",     finds="work", kinds=SCANNING),
    Move("set-dates",       "Set dates",           ASSIGNED, SAME, D,    "Period", kinds=COPYING),
    Move("choose-citation", "Choose the citation", ASSIGNED, SAME, D,    "CitationChoice", LIST, ("candidates",), "cited-course", kinds=COPYING),
    Move("verify-licence",  "Record licence check", RIGHTS,  SAME, D,    "LicenceCheck", kinds=COPYING),
    Move("record-coverage", "Record coverage",     RIGHTS,   SAME, D,    "CoverageCheck", kinds=COPYING),
    Move("record-holdings", "Record holdings",     RIGHTS,   SAME, D,    "HoldingsCheck", kinds=COPYING),
    Move("second-extract",  "Record a second extract", RIGHTS, SAME, D,  "SecondExtractSaid", kinds=COPYING),
    Move("check-again",     "Check again",         ASKED,    SAME, D,    needs=("number",), kinds=COPYING),
    Move("permission",      "Heard from CLA",      (NEW, *ASKED), SAME, SELF, "", kinds=COPYING),
    Move("confirm-extent",  "Confirm extent",      RIGHTS,   SAME, D,    "ExtentCheck",    needs=("course", "extract"), kinds=SCANNING, purposes=COURSES),
    Move("confirm-extent",  "Confirm extent",      RIGHTS,   SAME, D,    "ExtentCheck",    needs=("extract",), kinds=SCANNING, purposes=PATRONS),
    Move("select-scan",     "Select scan",         SCANNED,  SAME, D,    "ScanChoice",     needs=("scans", "go-ahead"), kinds=SCANNING),
    Move("reuse-scan",      "Use an existing scan", SCANNED, SAME, D,    "ScanReuse",      needs=("go-ahead",), finds="alike", kinds=SCANNING),
    Move("add-opening",     "Open for another run", COMPLETE, SAME, D,   "AnotherRun",     needs=BEFORE_OPENING, finds="course", kinds=SCANNING, purposes=COURSES),
    Move("close-opening",   "Close for a run",     COMPLETE, SAME, D,    "OpeningClosed",  needs=("openings",), kinds=SCANNING),
    Move("change-dates",    "Change the link's dates", (COMPLETE, ARCHIVED), SAME, D, "OpeningDates", needs=("openings",), kinds=SCANNING),
    Move("allow-views",     "Allow more views",    COMPLETE, SAME, D,    "MoreViews",      needs=("views",), kinds=SCANNING, purposes=PATRONS),
    Move("tag",             "Tags",                EVER,    SAME, D,    "Tags"),
    Move("keep-title-page", "Keep the title page",  (ACTIVE, *TAKEN_OVER), SAME, D, "TitlePageChoice", needs=("scan",), kinds=SCANNING),
    Move("prepare-copy",    "Make the reading copy again", COMPLETE, SAME, D,               needs=("scan",), kinds=SCANNING),
    Move("want-reading",    "Reading copy asked for", COMPLETE, SAME, SELF, "",             kinds=SCANNING),
    Move("reading-made",    "Reading copy made",    EVER,    SAME, SELF, "",               kinds=SCANNING),
    Move("reading-failed",  "Reading copy not made", EVER,   SAME, SELF, "",               kinds=SCANNING),
    Move("wait",            "Waiting for",         ACTIVE,   SAME, D,    "Wait", kinds=COPYING),
    Move("note",            "Add a note",          EVER,     SAME, D,    "Note"),
    Move("note",            "Add a note",          EVER,     SAME, L,    ""),
    Move("edit-note",       "Edit a note",         EVER,     SAME, D,    "NoteEdited",     finds="notes"),
    Move("delete-note",     "Delete a note",       EVER,     SAME, D,    "NoteChoice",     finds="notes"),
    Move("enrich",          "Found out",           OPEN_STATES, SAME, SELF, "",            LIST, finds="enrichment"),
    Move("remark",          "Heard from the list", OPEN_STATES, SAME, L, ""),
    Move("select-scan",     "Select file",         IN_PROGRESS, SAME, D, "ScanChoice",     needs=("scans",), kinds=ACCESSIBLE),
    Move("add-scan",        "Add a file",          IN_PROGRESS, SAME, SELF, "",            kinds=ACCESSIBLE),
    Move("add-scan",        "Add a scan",          SCANNED,  SAME, SELF, "",               needs=("go-ahead",), kinds=SCANNING),
    Move("add-files",       "Add files to a scan", SCANNED,  SAME, SELF, "",               needs=("go-ahead",), kinds=SCANNING),
    Move("order-files",     "Change the order of files", SCANNED, SAME, D, "FileOrder",     needs=("files",), kinds=SCANNING),
    Move("remove-file",     "Remove a file of a scan", SCANNED, SAME, D,  "FileChoice",     needs=("files",), kinds=SCANNING),
    Move("remove-scan",     "Remove a scan",       SCANNED,  SAME, D,    "ScanRemoval",    needs=("removable",), kinds=SCANNING),
    Move("file-checked",    "File checked",        EVER,     SAME, SELF, ""),
    Move("scan-checked",    "Scan checked",        EVER,     SAME, SELF, ""),
    Move("pages-drawn",     "Pages drawn",         EVER,     SAME, SELF, ""),
    Move("make-text",       "Recognise text",      TEXTUAL,  SAME, D,    "TextAsked",      needs=("scans",), kinds=SCANNING),
    Move("text-made",       "Text recognised",     EVER,     SAME, SELF, ""),
    Move("text-failed",     "No text recognised",  EVER,     SAME, SELF, ""),
    Move("add-file",        "File announced",      TAKEN_OVER, SAME, SELF, "",             needs=("file",)),
    Move("correct-import",  "Imported again",      EVER,     SAME, SELF, "",               needs=("imported",)),
)  # fmt: skip

WANTED, APPROVED = Approval.WANTED, Approval.APPROVED
CLOSED = (ARCHIVED, EXPIRED)
UNREFUSED = (Approval.NONE, WANTED, APPROVED)

APPROVAL = (
    Move("want-approval",    "Ask for approval", Approval.NONE, WANTED,   D, "Wish",          LIST, within=OPEN_STATES, kinds=COPYING),
    Move("update-clearance", "Work on",          WANTED,        SAME,     A, "ClearanceWork", within=OPEN_STATES, kinds=COPYING),
    Move("update-expiry",    "Update expiry",    WANTED,        SAME,     A, "Expiry",        needs=("expiry",), within=OPEN_STATES, kinds=COPYING),
    Move("update-expiry",    "Update expiry",    APPROVED,      SAME,     A, "Expiry",        needs=("expiry",), within=(*OPEN_STATES, *CLOSED), kinds=COPYING),
    Move("approve",          "Approve",          WANTED,        APPROVED, A, "Approved",      LIST, within=OPEN_STATES, kinds=SCANNING),
    Move("approve",          "Approve",          WANTED,        APPROVED, A, "Approved",      LIST, ("course",), within=OPEN_STATES,
         kinds=CLEARING, also=COMPLETE),
    Move("refuse",           "Refuse",           WANTED,        Approval.REFUSED, A, "Refusal", REQUESTER, within=OPEN_STATES,
         also=REJECTED, surely=True),
    Move("reopen",           "Reopen",           Approval.REFUSED, WANTED,    A, "Nothing",       LIST, within=(REJECTED,),
         also=IN_PROGRESS),
    Move("want-approval",    "Approval wanted by rule",    UNREFUSED, WANTED,        SELF, "", LIST, within=OPEN_STATES, kinds=COPYING),
    Move("approve",          "Approved by rule",           UNREFUSED, APPROVED,      SELF, "", LIST, within=OPEN_STATES, kinds=SCANNING),
    Move("approve",          "Cleared by rule",            UNREFUSED, APPROVED,      SELF, "", LIST, ("course",), within=OPEN_STATES,
         kinds=CLEARING, also=COMPLETE),
    Move("waive-approval",   "No approval needed by rule", UNREFUSED, Approval.NONE, SELF, "", LIST, within=OPEN_STATES, kinds=SCANNING),
)  # fmt: skip

EVIDENCE = (
    Move("add-evidence",     "Add evidence",     EVER, SAME, D,    "Piece"),
    Move("add-evidence",     "Add evidence",     EVER, SAME, A,    "Piece"),
    Move("edit-evidence",    "Edit evidence",    EVER, SAME, D,    "PieceEdited", needs=("evidence",)),
    Move("edit-evidence",    "Edit evidence",    EVER, SAME, A,    "PieceEdited", needs=("evidence",)),
    Move("remove-evidence",  "Remove evidence",  EVER, SAME, D,    "PieceChoice", needs=("evidence",)),
    Move("remove-evidence",  "Remove evidence",  EVER, SAME, A,    "PieceChoice", needs=("evidence",)),
    Move("evidence-arrived", "Evidence arrived", EVER, SAME, SELF, ""),
)  # fmt: skip

KEPT = (ACTIVE, COMPLETE)
DELIVERY = (
    Move("add-delivery",     "Add a file to deliver",    KEPT, SAME, D,    "Piece",      needs=("go-ahead",), kinds=SCANNING, purposes=PATRONS),
    Move("edit-delivery",    "Edit a file to deliver",   KEPT, SAME, D,    "DeliveryEdited", needs=("delivery",), kinds=SCANNING, purposes=PATRONS),
    Move("remove-delivery",  "Remove a file to deliver", KEPT, SAME, D,    "DeliveryChoice", needs=("delivery",), kinds=SCANNING, purposes=PATRONS),
    Move("delivery-arrived", "File to deliver arrived",  EVER, SAME, SELF, ""),
    Move("sent-as-link",     "Mailed with the link instead", EVER, SAME, SELF, ""),
)  # fmt: skip

ITEM = (
    Move("expect-item",       "Expect the item",       Item.NONE, Item.EXPECTED, D, kinds=SCANNING),
    Move("receive-item",      "Scan in the item",      (Item.NONE, Item.EXPECTED), Item.AT_DESK, D, kinds=SCANNING),
    Move("deliver-documents", "To document delivery",  Item.AT_DESK, Item.DOCUMENT_DELIVERY, D, needs=("approval",), kinds=SCANNING),
    Move("deliver-inventory", "To digital inventory",  Item.AT_DESK, Item.DIGITAL_INVENTORY, D, needs=("approval",), kinds=SCANNING),
    Move("go-electronic", "Change to Electronic Digitization", Medium.PHYSICAL, Medium.ELECTRONIC, D, "Switch", needs=("electronic",),
         within=(ACTIVE,), kinds=SCANNING),
    Move("go-physical",   "Change to Physical Digitization", Medium.ELECTRONIC, Medium.PHYSICAL, D, "Switch", needs=("physical",),
         within=(ACTIVE,), kinds=SCANNING),
    Move("return-item",       "Return the item",
         (Item.AT_DESK, Item.DOCUMENT_DELIVERY, Item.DIGITAL_INVENTORY), Item.RETURNED, D, kinds=SCANNING),
)  # fmt: skip

CLEANUP = (
    Move("uploads-given-up", "Upload given up",      EVER,     SAME, SELF, ""),
    Move("files-removed",    "Files removed by the clean-up", EVER, SAME, SELF, ""),
    Move("swept",            "File removed by the clean-up", EVER, SAME, SELF, ""),
    Move("bring-back",       "Bring files back",     EVER,     SAME, Role.ADMINISTRATOR, needs=("removed",)),
    Move("files-restored",   "Files brought back",   EVER,     SAME, SELF, ""),
    Move("pseudonymise",     "Personal data removed by the clean-up", EVER, SAME, SELF, ""),
)  # fmt: skip

TABLES: Mapping[str, tuple[Move, ...]] = {
    "state": STATE,
    "edit": EDITS,
    "approval": APPROVAL,
    "evidence": EVIDENCE,
    "delivery": DELIVERY,
    "item": ITEM,
    "clean-up": CLEANUP,
}
MOVES = tuple(row for table in TABLES.values() for row in table)
#: An action that two tables have belongs to the first of them.
GROUP = {row.action: group for group, table in reversed([*TABLES.items()]) for row in table}
