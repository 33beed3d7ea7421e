"""The peer: a handler without a framework, which checks the signature and puts one row."""

import base64
import hashlib
import hmac
import json
import os
from typing import Any

import boto3

table = boto3.client("dynamodb")


def handler(event: dict[str, Any], context: Any) -> dict[str, Any]:
    body = base64.b64decode(event["body"])
    made = base64.b64encode(hmac.digest(b"local-leganto-secret", body, hashlib.sha256)).decode()
    if not hmac.compare_digest(made, event["headers"]["X-Exl-Signature"]):
        return {"statusCode": 401, "body": ""}
    told = json.loads(body)["user_request"]
    item = {name: {"S": str(value)} for name, value in told.items()}
    table.put_item(
        TableName=os.environ["TABLE"],
        Item=item | {"pk": {"S": told["request_id"]}, "sk": {"S": "head"}},
        ConditionExpression="attribute_not_exists(pk)",
    )
    return {"statusCode": 202, "body": "{}"}
