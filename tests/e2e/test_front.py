"""One address serves console, API and scans, each as CloudFront and S3 would."""

import httpx
import pytest

from local.product import Product


def test_the_api_answers(product: Product):
    answer = httpx.get(f"{product.url}/api/health")

    assert answer.json()["ok"] is True


@pytest.mark.parametrize("path", ["/", "/requests/7Q2M4KXD", "/undelivered"])
def test_every_address_of_the_console_is_its_one_page(product: Product, path: str):
    answer = httpx.get(f"{product.url}{path}")

    assert answer.status_code == 200
    assert answer.text.startswith("<!doctype html>")


def test_the_consoles_page_allows_itself_and_the_scans_and_nothing_else(product: Product):
    answer = httpx.get(product.url)

    allowed = dict(
        rule.split(" ", 1) for rule in answer.headers["content-security-policy"].split("; ")
    )

    assert allowed["default-src"] == "'none'"
    assert allowed["script-src"] == "'self'"
    assert allowed["connect-src"] == f"'self' {product.scans_url}"
    assert answer.headers["cache-control"] == "no-cache"


def test_a_missing_asset_is_missing_and_not_the_page(product: Product):
    answer = httpx.get(f"{product.url}/assets/gone.js")

    assert answer.status_code == 404


def test_no_file_outside_the_console_is_served(product: Product):
    answer = httpx.get(f"{product.url}/..%2f..%2fpyproject.toml")

    assert answer.status_code == 404


def test_what_the_gateway_refuses_is_a_problem(product: Product):
    answer = httpx.get(f"{product.url}/api/nothing-here")

    assert answer.status_code == 404
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["instead"]


def test_nobody_reads_the_scans_bucket_without_a_signature(product: Product):
    answer = httpx.get(f"{product.scans_url}/{product.bucket}/masters/any.pdf")

    assert answer.status_code == 403


def test_the_console_may_send_scans_to_the_bucket_and_no_other_page_may(product: Product):
    def asked(origin: str) -> httpx.Response:
        said = {"Origin": origin, "Access-Control-Request-Method": "POST"}
        return httpx.options(f"{product.scans_url}/{product.bucket}", headers=said)

    ours, theirs = asked(product.url), asked("https://elsewhere.example")

    assert ours.headers["access-control-allow-origin"] == product.url
    assert "access-control-allow-origin" not in theirs.headers


def test_people_are_sent_to_the_one_address_where_they_can_sign_in(product: Product):
    answer = httpx.get(f"{product.scans_url}/requests/7Q2M4KXD")

    assert answer.headers["location"] == f"{product.url}/requests/7Q2M4KXD"
