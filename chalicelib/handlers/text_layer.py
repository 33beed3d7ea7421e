"""The door at which the state machine says what came of a text layer.

Its function has the scan check's package, so nothing here may need Chalice. What may pass is raised
and comes again by the machine's own retry; what no later try would mend ends here.
"""

import json
from collections.abc import Mapping
from typing import Any

from chalicelib.domain.errors import Busy, ChangedMeanwhile, DeskError


def told(event: Mapping[str, Any], context: object) -> dict[str, str]:
    """Puts the outcome of one attempt on its scan."""
    from chalicelib import wiring

    said = event.get("said", event)
    work = said["work"]
    action, facts = outcome(event["outcome"], said)
    facts = {"scan": work["scan"], "attempt": work["attempt"], **facts}
    line = {"what": action, "request": work["request"], "scan": work["scan"]}
    try:
        wiring.desk().act_as_desk(work["request"], action, facts)
    except (Busy, ChangedMeanwhile):
        raise
    except DeskError as late:
        # The request is gone, or a later attempt was asked for: nobody waits for this one.
        line["what"], line["error"] = "dropped", type(late).__name__
    print(json.dumps(line), flush=True)
    return {"what": line["what"]}


def outcome(how: str, said: Mapping[str, Any]) -> tuple[str, dict[str, Any]]:
    """The action that tells the desk, and its facts."""
    from chalicelib.domain import text_layer

    if how == "made":
        return "text-made", dict(said["made"])
    cause = said.get("error", {})
    if how == "not-set-up":
        note = cause.get("Cause", "")
        return "text-failed", {"text": text_layer.NOT_SET_UP, "note": note}
    return "text-failed", {"text": text_layer.FAILED, "note": why(cause)}


def why(cause: Mapping[str, str]) -> str:
    """The worker's own sentence; in ours where it said none."""
    match cause.get("Error", ""):
        case "States.Timeout" | "States.HeartbeatTimeout":
            return "Whoever recognises text did not answer in time. Try again later."
        case "Unsuitable" | "Failed":
            return cause.get("Cause", "")
    return "It ended without a reason. Try again later."
