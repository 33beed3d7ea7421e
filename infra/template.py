"""Puts our share of the CloudFormation template together, ready for Chalice to merge into its own.

Everything is written by hand in infra/template/*.yaml, except what would be said twice or more:
the gateway's refusals, the console's headers, one alarm a function and a queue, the roles.
"""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

HERE = Path(__file__).parent
Tree = dict[str, Any]


class _Cfn(yaml.SafeLoader):
    """YAML with CloudFormation's short tags: !Ref x is {"Ref": x}, !Sub x is {"Fn::Sub": x}."""


def _tagged(loader: yaml.SafeLoader, suffix: str, node: yaml.Node) -> Tree:
    value: Any
    if isinstance(node, yaml.ScalarNode):
        value = loader.construct_scalar(node)
    elif isinstance(node, yaml.SequenceNode):
        value = loader.construct_sequence(node, deep=True)
    else:
        raise ValueError(f"!{suffix} takes a word or a list")
    if suffix == "GetAtt" and isinstance(value, str):
        value = value.split(".", 1)
    return {suffix if suffix in ("Ref", "Condition") else f"Fn::{suffix}": value}


_Cfn.add_multi_constructor("!", _tagged)


def read(path: Path) -> Tree:
    """One YAML file of this folder, its short tags written out."""
    # A loader of our own over our own files; it builds nothing but plain values.
    content: Tree = yaml.load(path.read_text(), Loader=_Cfn)  # noqa: S506
    return content


def ours() -> Tree:
    """Our whole share of the template."""
    whole: Tree = {}
    for path in sorted((HERE / "template").glob("*.yaml")):
        merge(whole, read(path))
    merge(whole, {"Resources": dict([*_refusals(), *_alarms()])})
    merge(whole, {"Resources": {"RestAPI": {"Properties": {"DefinitionBody": _extension()}}}})
    resources = whole["Resources"]
    resources["ConsoleHeaders"]["Properties"] = _response_headers()
    asl = (HERE / "text-layer.asl.json").read_text()
    resources["TextMachine"]["Properties"]["DefinitionString"] = json.dumps(json.loads(asl))
    for role, policy in policies().items():
        if role in resources:
            named = {"PolicyName": f"{role}Policy", "PolicyDocument": policy}
            # A copy: roles that are written alike are one and the same where YAML repeats them.
            own = resources[role]["Properties"] | {"Policies": [named]}
            resources[role] = resources[role] | {"Properties": own}
    return whole


def merge(into: Tree, more: Tree) -> None:
    """Add `more` to `into`, branch by branch; two files that say one thing are an error."""
    for key, value in more.items():
        if isinstance(value, dict) and isinstance(into.get(key), dict):
            merge(into[key], value)
        elif key in into:
            raise ValueError(f"{key} is said twice")
        else:
            into[key] = value


def policies() -> dict[str, Tree]:
    """The policy document of each role in infra/roles.yaml."""
    return {
        role: {"Version": "2012-10-17", "Statement": statements}
        for role, statements in read(HERE / "roles.yaml").items()
        if role != "Parts"
    }


def security_headers(scans: str) -> dict[str, str]:
    """The headers of a console page, for a scans bucket at this origin."""
    headers = read(HERE / "headers.yaml")
    rules = headers.pop("content-security-policy").items()
    policy = "; ".join(f"{name} {sources}" for name, sources in rules)
    return {"content-security-policy": policy.replace("{scans}", scans), **headers}


def _response_headers() -> Tree:
    """The same headers in CloudFront's words, which keep the common ones apart."""
    said = security_headers("https://${Scans.RegionalDomainName}")
    age = re.match(r"max-age=(\d+)", said["strict-transport-security"])
    if not age:
        raise ValueError("strict-transport-security names no max-age")
    security: Tree = {
        "ContentSecurityPolicy": {
            "Override": True,
            "ContentSecurityPolicy": {"Fn::Sub": said["content-security-policy"]},
        },
        "StrictTransportSecurity": {
            "Override": True,
            "AccessControlMaxAgeSec": int(age[1]),
            "IncludeSubdomains": "includeSubDomains" in said["strict-transport-security"],
        },
        "ContentTypeOptions": {"Override": True},
        "FrameOptions": {"Override": True, "FrameOption": said["x-frame-options"]},
        "ReferrerPolicy": {"Override": True, "ReferrerPolicy": said["referrer-policy"]},
    }
    custom = [
        {"Header": name, "Value": said[name], "Override": True}
        for name in ("permissions-policy", "cross-origin-opener-policy")
    ]
    return {
        "ResponseHeadersPolicyConfig": {
            "Name": {"Fn::Sub": "${AWS::StackName}-console"},
            "SecurityHeadersConfig": security,
            "CustomHeadersConfig": {"Items": custom},
        }
    }


def _refusal_bodies() -> Iterator[tuple[str, int | None, str]]:
    for kind, (status, title, detail, instead) in read(HERE / "refusals.yaml").items():
        problem = {"type": "about:blank", "title": title, "detail": detail, "instead": instead}
        yield kind, status, json.dumps({**problem, "status": status} if status else problem)


def _refusals() -> Iterator[tuple[str, Tree]]:
    """One GatewayResponse a kind of refusal."""
    for kind, status, body in _refusal_bodies():
        name = "Refusal" + "".join(word.title() for word in kind.split("_"))
        properties = {
            "RestApiId": {"Ref": "RestAPI"},
            "ResponseType": kind,
            "ResponseTemplates": {"application/json": body},
            "ResponseParameters": {
                "gatewayresponse.header.Content-Type": "'application/problem+json'"
            },
        }
        if status:
            properties["StatusCode"] = str(status)
        # In a real account the swagger extension makes them, and they may not be made twice.
        kind_of = {"Type": "AWS::ApiGateway::GatewayResponse", "Condition": "WithoutCloudFront"}
        yield name, {**kind_of, "Properties": properties}


def _extension() -> Tree:
    """The same refusals as the swagger extension, which a deployment of the API carries."""
    kinds: Tree = {}
    for kind, status, body in _refusal_bodies():
        kinds[kind] = {
            "responseTemplates": {"application/json": body},
            "responseParameters": {
                "gatewayresponse.header.Content-Type": "'application/problem+json'"
            },
        }
        if status:
            kinds[kind]["statusCode"] = status
    return {"x-amazon-apigateway-gateway-responses": kinds}


def _alarms() -> Iterator[tuple[str, Tree]]:
    watched = read(HERE / "alarms.yaml")
    for name in watched["functions"]:
        words = f"{name} failed; its log says why."
        yield _alarm(f"{name}Errors", words, "AWS/Lambda", "Errors", "FunctionName", {"Ref": name})
    for name, seconds in watched["queues"].items():
        words = f"What waits in {name} is older than {seconds} seconds."
        metric = "ApproximateAgeOfOldestMessage"
        yield _queue_alarm(f"{name}Age", words, metric, name, seconds)
    for name in watched["dead"]:
        words = f"{name} holds what could not be worked off."
        yield _queue_alarm(f"{name}Filled", words, "ApproximateNumberOfMessagesVisible", name, 0)


def _queue_alarm(name: str, words: str, metric: str, queue: str, most: int) -> tuple[str, Tree]:
    of = {"Fn::GetAtt": [queue, "QueueName"]}
    return _alarm(name, words, "AWS/SQS", metric, "QueueName", of, statistic="Maximum", most=most)


def _alarm(
    name: str,
    words: str,
    namespace: str,
    metric: str,
    dimension: str,
    of: Tree,
    *,
    statistic: str = "Sum",
    most: int = 0,
) -> tuple[str, Tree]:
    properties = {
        "AlarmDescription": words,
        "Namespace": namespace,
        "MetricName": metric,
        "Dimensions": [{"Name": dimension, "Value": of}],
        "Statistic": statistic,
        "Period": 300,
        "EvaluationPeriods": 1,
        "Threshold": most,
        "ComparisonOperator": "GreaterThanThreshold",
        "TreatMissingData": "notBreaching",
        "AlarmActions": [{"Ref": "Alarms"}],
    }
    return name, {"Type": "AWS::CloudWatch::Alarm", "Properties": properties}
