"""What must hold for the template that is deployed, whoever changes it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from chalicelib.aws.store import REMOVED
from chalicelib.domain.scans import KEPT_DAYS
from infra.package import Package
from infra.template import Tree
from tests.infra.reading import of_type, policies, strings

POLLS = {
    "SQS": {"sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"},
    "DynamoDB": {
        "dynamodb:DescribeStream",
        "dynamodb:GetRecords",
        "dynamodb:GetShardIterator",
        "dynamodb:ListStreams",
    },
}
MARK = REMOVED["TagSet"]
FUNCTION = "AWS::Serverless::Function"
#: The one that runs from an image, where there is one.
IMAGE = "AWS::Lambda::Function"


def test_cfn_lint_finds_nothing(built: Package):
    words = [str(Path(sys.executable).with_name("cfn-lint")), str(built.template)]

    done = subprocess.run(words, capture_output=True, text=True)

    assert done.stdout + done.stderr == ""


def test_there_is_exactly_one_stage_of_the_api(translated: Tree):
    stages = of_type(translated, "AWS::ApiGateway::Stage")
    deployments = of_type(translated, "AWS::ApiGateway::Deployment")

    named = [stage["Properties"]["StageName"] for stage in stages.values()]

    assert named == ["live"]
    assert not [one for one in deployments.values() if "StageName" in one["Properties"]]


def test_every_function_has_a_role_of_its_own(template: Tree):
    functions = of_type(template, FUNCTION) | of_type(template, IMAGE)

    roles = [one["Properties"]["Role"]["Fn::GetAtt"][0] for one in functions.values()]

    assert len(set(roles)) == len(roles)
    machines = {"TextMachineRole"}
    assert {*roles} | machines == set(of_type(template, "AWS::IAM::Role"))


def test_each_event_source_may_be_polled_by_its_functions_role(template: Tree):
    sources = [
        (function["Properties"]["Role"]["Fn::GetAtt"][0], event)
        for function in of_type(template, FUNCTION).values()
        for event in function["Properties"].get("Events", {}).values()
        if event["Type"] in POLLS
    ]

    for role, event in sources:
        source = event["Properties"].get("Queue") or event["Properties"].get("Stream")
        held = {
            action
            for statement in policies(template)[role]
            if statement["Effect"] == "Allow" and statement["Resource"] == source
            for action in statement["Action"]
        }
        assert held >= POLLS[event["Type"]], role
    assert len(sources) >= 5


def test_each_event_source_takes_single_failures_back(template: Tree):
    sources = [
        event["Properties"]
        for function in of_type(template, FUNCTION).values()
        for event in function["Properties"].get("Events", {}).values()
        if event["Type"] in POLLS
    ]

    said = [source.get("FunctionResponseTypes") for source in sources]

    assert said == [["ReportBatchItemFailures"]] * len(said)


def test_the_follower_of_the_stream_is_not_woken_by_the_words_it_writes(template: Tree):
    events = template["Resources"]["RelayStream"]["Properties"]["Events"]
    filters = events["RelayStreamDynamodbEventSource"]["Properties"]["FilterCriteria"]["Filters"]
    images = [one for each in filters for one in json.loads(each["Pattern"])["dynamodb"].values()]

    assert {kind for image in images for kind in image["what"]["S"]} == {"head", "message"}


def test_no_policy_speaks_of_everything(template: Tree):
    allowed = [
        (role, statement)
        for role, statements in policies(template).items()
        for statement in statements
        if statement["Effect"] == "Allow"
    ]

    assert [one for one in allowed if "*" in strings(one[1]["Resource"])] == []
    stars = {word for _, one in allowed for word in strings(one["Action"]) if "*" in word}
    assert stars == {"sqs:SendMessage*"}


@pytest.mark.parametrize("name", ["Desk", "Scans", "Console"])
def test_table_and_buckets_outlive_the_stack(template: Tree, name: str):
    kept = template["Resources"][name]

    assert (kept["DeletionPolicy"], kept["UpdateReplacePolicy"]) == ("Retain", "Retain")


def test_every_table_and_bucket_is_among_those(template: Tree):
    data = [
        name
        for kind in ("AWS::DynamoDB::Table", "AWS::S3::Bucket")
        for name in of_type(template, kind)
    ]

    assert sorted(data) == ["Console", "Desk", "Scans"]


def test_nothing_at_the_edge_logs_a_path(translated: Tree):
    stages = of_type(translated, "AWS::ApiGateway::Stage").values()
    fronts = of_type(translated, "AWS::CloudFront::Distribution").values()
    settings = [one for stage in stages for one in stage["Properties"]["MethodSettings"]]

    assert not [stage for stage in stages if "AccessLogSetting" in stage["Properties"]]
    assert [(one["LoggingLevel"], one["DataTraceEnabled"]) for one in settings] == [("OFF", False)]
    assert not [one for one in fronts if "Logging" in one["Properties"]["DistributionConfig"]]


def test_every_functions_log_ends_some_day(template: Tree):
    groups = of_type(template, "AWS::Logs::LogGroup")
    used = [
        function["Properties"]["LoggingConfig"]["LogGroup"]["Ref"]
        for function in (of_type(template, FUNCTION) | of_type(template, IMAGE)).values()
    ]

    assert sorted(used) == sorted(groups)
    assert all("RetentionInDays" in group["Properties"] for group in groups.values())


def test_the_gateway_refuses_in_the_same_words_in_both_places(template: Tree):
    definition = template["Resources"]["RestAPI"]["Properties"]["DefinitionBody"]
    extension = {
        kind: (said.get("statusCode"), said["responseTemplates"], said["responseParameters"])
        for kind, said in definition["x-amazon-apigateway-gateway-responses"].items()
    }

    resources = {
        said["ResponseType"]: (
            int(said["StatusCode"]) if "StatusCode" in said else None,
            said["ResponseTemplates"],
            said["ResponseParameters"],
        )
        for said in (
            one["Properties"]
            for one in of_type(template, "AWS::ApiGateway::GatewayResponse").values()
        )
    }

    assert resources == extension
    assert {"DEFAULT_4XX", "DEFAULT_5XX", "THROTTLED", "REQUEST_TOO_LARGE"} <= set(resources)


def test_what_the_gateway_refuses_is_a_problem_that_says_what_to_do_instead(template: Tree):
    for one in of_type(template, "AWS::ApiGateway::GatewayResponse").values():
        said = one["Properties"]

        problem = json.loads(said["ResponseTemplates"]["application/json"])

        assert {"type", "title", "detail", "instead"} <= set(problem)
        content_type = said["ResponseParameters"]["gatewayresponse.header.Content-Type"]
        assert content_type == "'application/problem+json'"


def test_bodies_reach_the_desk_as_bytes_whatever_their_type(template: Tree):
    properties = template["Resources"]["RestAPI"]["Properties"]

    extension = properties["DefinitionBody"]["x-amazon-apigateway-binary-media-types"]

    assert (properties["BinaryMediaTypes"], extension) == (["*/*"], ["*/*"])


def test_the_api_has_a_limit_of_requests(translated: Tree):
    (stage,) = of_type(translated, "AWS::ApiGateway::Stage").values()

    (settings,) = stage["Properties"]["MethodSettings"]

    assert settings["ThrottlingRateLimit"] == {"Ref": "RequestsPerSecond"}
    assert settings["ThrottlingBurstLimit"] > 0


def test_an_alarm_watches_every_function_queue_and_what_is_undelivered(template: Tree):
    alarms = [one["Properties"] for one in of_type(template, "AWS::CloudWatch::Alarm").values()]
    watched = {
        (one["MetricName"], name)
        for one in alarms
        for said in one.get("Dimensions", [{"Value": {"Ref": ""}}])
        for name in strings(said["Value"])
    }

    for function in of_type(template, FUNCTION) | of_type(template, IMAGE):
        assert ("Errors", function) in watched
    for queue in of_type(template, "AWS::SQS::Queue"):
        measures = {"ApproximateAgeOfOldestMessage", "ApproximateNumberOfMessagesVisible"}
        assert measures & {metric for metric, name in watched if name == queue}, queue
    assert ("Undelivered", "") in watched


def test_cloudfront_caches_no_answer_of_the_api_and_lets_every_method_through(template: Tree):
    front = template["Resources"]["Distribution"]["Properties"]["DistributionConfig"]
    disabled = "4135ea2d-6df8-44a3-9df3-4b5a84be39ad"  # AWS's managed policy CachingDisabled

    doors = {one["PathPattern"]: one for one in front["CacheBehaviors"]}

    ours = ["/accessible/*", "/api/*", "/auth/*", "/dcs/*", "/l/*", "/request", "/request/*"]
    assert sorted(doors) == ours
    for door in doors.values():
        assert door["CachePolicyId"] == disabled
        assert "DELETE" in door["AllowedMethods"]
        # The console's page stands in for a missing address only among the console's own.
        assert "FunctionAssociations" not in door


def test_nothing_in_the_template_names_one_library(template: Tree):
    required = {name for name, said in template["Parameters"].items() if "Default" not in said}

    assert {"PublicUrl", "Institution", "MailFrom", "OidcIssuer", "AlmaUrl"} <= required


def test_what_the_clean_up_removes_is_kept_for_thirty_days_and_what_a_request_rests_on_for_ever(
    template: Tree,
):
    rules = template["Resources"]["Scans"]["Properties"]["LifecycleConfiguration"]["Rules"]
    ends = {one["Prefix"]: one for one in rules if "NoncurrentVersionExpiration" in one}

    for folder in ("masters/", "readable/", "reading/", "delivery/", "evidence/"):
        rule = ends.pop(folder)
        assert rule["NoncurrentVersionExpiration"] == {"NoncurrentDays": KEPT_DAYS}
        # Of what was only overwritten no version ends: a request may name that very one.
        assert rule["TagFilters"] == [{"Key": one["Key"], "Value": one["Value"]} for one in MARK]
        assert "ExpirationInDays" not in rule
    assert list(ends) == ["incoming/"]
    assert all(one["Status"] == "Enabled" for one in rules)
    assert [one["Id"] for one in rules if one.get("ExpiredObjectDeleteMarker")] == [
        "markers-left-over"
    ]
    versions = template["Resources"]["Scans"]["Properties"]["VersioningConfiguration"]
    assert versions == {"Status": "Enabled"}
