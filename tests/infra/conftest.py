"""The package as it is deployed, built once for all tests here."""

import json
from typing import Any

import pytest

from infra.package import Package, package
from infra.template import Tree
from tests.infra.reading import of_type


@pytest.fixture(scope="session")
def built() -> Package:
    """The package for the source as it stands."""
    return package()


@pytest.fixture(scope="session")
def template(built: Package) -> Tree:
    """Its template, as CloudFormation receives it."""
    written: Tree = json.loads(built.template.read_text())
    return written


@pytest.fixture(scope="session")
def translated(template: Tree, monkeypatch_session: pytest.MonkeyPatch) -> Tree:
    """The template after the transform that AWS runs, which makes the real resources."""
    from samtranslator.parser.parser import Parser
    from samtranslator.translator.translator import Translator

    monkeypatch_session.setenv("AWS_DEFAULT_REGION", "eu-west-2")
    given: Tree = json.loads(json.dumps(template))
    for function in of_type(given, "AWS::Serverless::Function").values():
        function["Properties"]["CodeUri"] = {"Bucket": "artefacts", "Key": "code.zip"}
    values = {name: said.get("Default", "") for name, said in given["Parameters"].items()}
    made: Tree = Translator({}, Parser()).translate(given, values)
    return made


@pytest.fixture(scope="session")
def monkeypatch_session() -> Any:
    """Environment variables for a whole session, put back at its end."""
    with pytest.MonkeyPatch.context() as patch:
        yield patch
