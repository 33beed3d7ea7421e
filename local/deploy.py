"""Deploys the packaged product to the local cloud, with the secrets it needs to talk to."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from botocore.exceptions import ClientError

from chalicelib.library.api_users import line
from infra.package import Package
from infra.stack import current, deployed
from local import cla, outside, repository, talis_api, talis_asking
from local import keylinks_polling as keylinks
from local.cloud import Cloud

NAME = "scandesk"
STAGE = "local"
ARTEFACTS = "scandesk-artefacts"
MAIL_FROM = "desk@library.example"
#: With these the generic webhook is signed, theirs to us and ours to them.
WEBHOOK_SECRET = "whsec_bG9jYWwtd2ViaG9vay1zZWNyZXQtaW4="
WEBHOOK_SIGNING = "whsec_bG9jYWwtd2ViaG9vay1zZWNyZXQtb3V0"
SECRETS = {
    "leganto/webhook-secret": "local-leganto-secret",
    "leganto/api-key": "local-alma-key",
    "talis/webhook-secret": talis_asking.SECRET,
    "talis/client-secret": talis_api.CLIENT_SECRET,
    "cla/key": cla.KEY,
    "repository/signing-secret": repository.SECRET,
    "webhook/webhook-secret": WEBHOOK_SECRET,
    "webhook/signing-secret": WEBHOOK_SIGNING,
    "desk/link-key": "local-link-key",
    "dcs/users": line(
        keylinks.USER, keylinks.PASSWORD, keylinks.KEY, system="keylinks", hei=keylinks.HEI
    ),
}
#: It is nowhere: what matters here is where the console leads.
RESOLVER = "https://resolver.northgate.example/openurl"
#: A rejection can be taken back for a moment, and the demonstration need not wait long.
DELIVERY = {"undo_seconds": 10, "resolver_url": RESOLVER}
ROLES = ("viewer", "digitiser", "approver", "administrator")


@dataclass(frozen=True)
class Deployed:
    """Where the product's parts are in the local cloud."""

    api: str
    table: str
    bucket: str
    changed: bool
    text_machine: str
    text_queue: str
    text_role: str


def deploy(cloud: Cloud, package: Package, public: str, **other: str) -> Deployed:
    """Make or change the stack if need be; `other` parameters go before the local ones."""
    parameters = {**_parameters(public), **other}
    stack = current(cloud.client, NAME, package, parameters)
    changed = stack is None
    if stack is None:
        _secrets(cloud)
        cloud.client("ses").verify_email_identity(EmailAddress=MAIL_FROM)
        cloud.client("s3").create_bucket(Bucket=ARTEFACTS)
        stack = deployed(cloud.client, NAME, package, parameters, ARTEFACTS, wait=1)
    out = stack.outputs
    text = (out["TextMachine"], out["TextQueue"], out["TextWorkerRole"])
    return Deployed(out["RestAPIId"], out["Table"], out["ScansBucket"], changed, *text)


def empty(cloud: Cloud, table: str) -> bool:
    """Whether nothing was ever put into the table."""
    return not cloud.client("dynamodb").scan(TableName=table, Limit=1)["Items"]


def _parameters(public: str) -> Mapping[str, str]:
    return {
        "Stage": STAGE,
        "PublicUrl": public,
        # Another origin than the console's, as in a real account.
        "ScansUrl": public.replace("//localhost", "//127.0.0.1"),
        "Institution": "Northgate University",
        "MailFrom": MAIL_FROM,
        "MailIdentity": "*",
        # Short, so that the demonstration can wait for an address of S3 to die.
        "LinkSeconds": "20",
        "DeskMail": "scanning@library.example",
        "OidcIssuer": f"{public}/local/issuer",
        "OidcClientId": "scandesk",
        "OidcAudience": "scandesk",
        "OidcRoles": json.dumps({f"scandesk-{role}": role for role in ROLES}),
        "Form": json.dumps({"on": True, "mandatory": ["needed_by"], "who": ["staff", "faculty"]}),
        "Delivery": json.dumps(DELIVERY),
        "AlmaUrl": f"{public}/local/alma",
        "Systems": json.dumps(_systems(public)),
        "Hosts": json.dumps(_hosts(public)),
        "Catalogues": ", ".join(outside.CATALOGUES),
        # The stand-ins of the university's other systems are on this machine.
        "PrivateHosts": urlsplit(public).hostname or "",
        # A process beside the local cloud: local/recogniser.py.
        "TextElsewhere": "yes",
        "Protected": "false",
        "CloudFront": "no",
        # The local demonstrations and tests send more at once than a library ever sees.
        "RequestsPerSecond": "10000",
    }


def _systems(public: str) -> Mapping[str, Mapping[str, str]]:
    """What the local library has set for its reading-list systems."""
    return {
        "talis": {
            "api_key": talis_asking.KEY,
            "address": f"{public}/api/webhooks/talis",
            "short_code": talis_api.SHORT_CODE,
            "effective_user": talis_api.EFFECTIVE_USER,
            "client_id": talis_api.CLIENT,
        }
    }


def _hosts(public: str) -> Mapping[str, str]:
    """Where the stand-ins are. Trackbacks are told at an address below the first."""
    lists = f"{public}{talis_asking.HERE}"
    return {
        "talis": public,
        "talis/api": lists,
        "talis/users": lists,
        "cla": f"{public}{cla.HERE}",
        "repository": f"{public}{repository.HERE}",
        "alma-sru": f"{public}{outside.HERE}/view/sru/44NGU_INST",
        "open-library": f"{public}{outside.HERE}",
    }


def _secrets(cloud: Cloud) -> None:
    for name, value in SECRETS.items():
        try:
            cloud.client("ssm").put_parameter(
                Name=f"/scandesk/{STAGE}/{name}", Value=value, Type="SecureString"
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != "ParameterAlreadyExists":
                raise
