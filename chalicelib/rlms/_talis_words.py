"""What Talis Aspire Digitised Content calls the stages of a request, and why it stands there.

The statuses and reason codes are those of the product's own Moodle module. A word is written
`STATUS` or `STATUS:ReasonCode`; a library may choose another for each phase and each reason.
"""

from collections.abc import Mapping

from chalicelib.domain.request import Phase, Request

#: Every status there is, with the reason codes that go with it.
STATUSES: Mapping[str, frozenset[str]] = {
    "LIVE": frozenset(),
    "REJECTED": frozenset({
        "ElectronicCopyAvailable", "NewerEditionAvailable", "NotHeldByLibrary",
        "RequestNotPermissibleUnderRROLicence", "InvalidRequest", "CopyLimitExceeded",
        "DuplicateRequest", "FeePayClearanceRejected", "RejectedByAdminDiscretion",
        "RightsClearanceRejected",
    }),
    "REFERRED": frozenset({
        "CopyPending", "UserInitiatedReferral", "ConciergeInitiatedReferral",
        "UnableToParseLatestEdition", "UnableToIdentifyResource",
        "UnableToIdentifyRequestedResource", "AwaitingFeePayClearanceApproval",
        "AwaitingManuallyInitiatedRightsClearance", "UnableToDetermineSerialsHoldingsCoverage",
        "AwaitingSourceAcquisition",
    }),
    "WITHDRAWN": frozenset({"WithdrawnByAdminDiscretion"}),
    "SUCCESS": frozenset({"QueuedForPacking"}),
    "EXPIRED": frozenset(),
}  # fmt: skip
#: They have no word for what is only suspended; EXPIRED is what may come back, as renewal does.
WORDS: Mapping[Phase, str] = {
    Phase.RECEIVED: "REFERRED:CopyPending",
    Phase.WORKING: "REFERRED:CopyPending",
    Phase.LIVE: "LIVE",
    Phase.SUSPENDED: "EXPIRED",
    Phase.REFUSED: "REJECTED:RejectedByAdminDiscretion",
    Phase.WITHDRAWN: "WITHDRAWN:WithdrawnByAdminDiscretion",
    Phase.DELETED: "WITHDRAWN:WithdrawnByAdminDiscretion",
    Phase.EXPIRED: "EXPIRED",
}
#: Where two phases share a word, the message tells them apart. Each has one: what is not said
#: stays over there as it was said last.
MESSAGES: Mapping[Phase, str] = {
    Phase.RECEIVED: "The library has received the request.",
    Phase.WORKING: "The library is working on it.",
    Phase.LIVE: "The digital copy is ready.",
    Phase.REFUSED: "The library cannot provide it.",
    Phase.SUSPENDED: "The library has archived it; it may come back.",
    Phase.WITHDRAWN: "The library has cancelled the request.",
    Phase.DELETED: "The library has deleted it.",
    Phase.EXPIRED: "The time for which it was open is over.",
}
#: The desk's own reasons for rejecting, and those of an approver who refuses.
REASONS: Mapping[str, str] = {
    "no-permission": "RightsClearanceRejected",
    "not-held": "NotHeldByLibrary",
    "not-covered": "RequestNotPermissibleUnderRROLicence",
    "over-limit": "CopyLimitExceeded",
    "e-version": "ElectronicCopyAvailable",
    "duplicate": "DuplicateRequest",
    "information-missing": "InvalidRequest",
    "other": "RejectedByAdminDiscretion",
    "rejected-by-manager": "RejectedByAdminDiscretion",
    "rejected-by-ccc": "RightsClearanceRejected",
}
#: What an answer says of a request that was referred back, or that cannot be made out.
REFERRED_BACK = "REFERRED:UserInitiatedReferral"
CLEARING = "REFERRED:AwaitingManuallyInitiatedRightsClearance"
UNIDENTIFIED = "REFERRED:UnableToIdentifyRequestedResource"


def parted(word: str) -> tuple[str, str]:
    """Status and reason code of a word."""
    status, _, reason = word.partition(":")
    return status, reason


def checked(word: str) -> str:
    """A library's own word; ValueError where its status is none of theirs."""
    status, _ = parted(word)
    if status not in STATUSES:
        known = ", ".join(STATUSES)
        raise ValueError(f"Talis has no status {status[:40]}; it has {known}.")
    return word


def reason_for(request: Request, word: str, chosen: Mapping[str, str]) -> str:
    """The reason code: of the rejection where there is one, else what the word itself says.

    Reasons are the library's own, so that one which nobody mapped says what the word says.
    """
    status, reason = parted(word)
    if status != "REJECTED" or not request.rejection:
        return reason
    return {**REASONS, **chosen}.get(request.rejection.reason, reason)


def message_for(request: Request, phase: Phase) -> str:
    """What people may read beside the status."""
    rejection = request.rejection if phase is Phase.REFUSED else None
    if phase is Phase.WITHDRAWN:
        rejection = request.cancellation
    if rejection:
        return rejection.note or rejection.label
    return MESSAGES[phase]
