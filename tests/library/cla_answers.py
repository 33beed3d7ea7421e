"""Answers of CLA's permission service as its public skeleton has them, written by us for tests."""

import json
from typing import Any

from chalicelib.domain.calls import Reply

ISN = "9781408855652"


def use(name: str, report: str, restrictions: str = "") -> dict[str, Any]:
    return {
        "usageType": name, "reportType": report,
        "header": {"title": f"{name} of this title", "introduction": ""}, "usageTypeId": 2,
        "usageDetails": [{"title": "", "reportType": report}],
        "footer": {"restrictions": restrictions, "terms": ""},
    }  # fmt: skip


def body(photocopying: str, scanning: str, digital: str, **about: Any) -> dict[str, Any]:
    metadata = {
        "manifestationId": "9", "title": "A book", "identifier": ISN, "identifierType": "ISBN",
        "publicationType": "Book", "publicationForm": "Print", "publicationCountry": "GB",
        "publisher": "A publisher", "contributor": ["Somebody"],
    }  # fmt: skip
    reports = {"Photocopying": photocopying, "Scanning": scanning, "Digital": digital}
    return {
        "version": "1.0",
        "requestParameters": {"licenceType": "136", "messageId": "1", "htmlToggle": "False"},
        "metadata": metadata | about,
        "usagesSummary": [use(name, report) for name, report in reports.items()],
    }


def reply(said: object, status: int = 200) -> Reply:
    return Reply(status, json.dumps(said).encode())


COVERED = reply(body("Permitted", "Permitted", "Permitted"))
PRINT_ONLY = reply(body("Permitted", "Permitted", "Excluded"))
EXCLUDED = reply(body("Excluded", "Excluded", "Excluded"))
SILENT = reply(body("Show Nothing", "Show Nothing", "Show Nothing"))
NOT_FOUND = reply({"Message": f"Identifier {ISN} not found"}, 400)
REFUSED = reply({"statusCode": 401, "message": "Access denied due to invalid key"}, 401)
