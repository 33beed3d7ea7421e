"""What a stranger may try at links, uploads, sign-in and tokens of the deployed desk."""

import base64
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
import pytest

from local.people import PEOPLE
from local.product import Product
from local.steps.reading import ENDED, to_scan
from local.steps.working import ready
from local.store import Store
from local.titles import Title
from local.tokens import Mint
from local.visitors import Staff, Visitor

Browser = Callable[..., Visitor]
SESSION = "__Host-scandesk"


@pytest.fixture(scope="module")
def browser(product: Product) -> Browser:
    """A fresh browser, in which somebody may have signed in."""

    def fresh(person: str = "") -> Visitor:
        one = Visitor(product.url)
        if person:
            one.sign_in(person, one.open("/auth/start"))
        return one

    return fresh


def published(browser: Browser, title: str) -> tuple[Staff, str, str]:
    """A digitiser, a request whose link opens today, and the link."""
    staff = Staff(browser("digitiser"))
    known = Title.new("Imagined Communities", 240)
    staff.say("POST", "/api/works", known.record)
    asked = {**ENDED, "isn": known.isbn}
    request_id = staff.say("POST", "/api/requests", asked)["request"]["id"]
    ready(staff, request_id, title, 24)
    link = staff.act(request_id, "publish")["request"]["link"]["url"]
    return staff, request_id, str(link)


@pytest.fixture(scope="module")
def link(browser: Browser) -> str:
    return published(browser, "A text with a link")[2]


@pytest.fixture(scope="module")
def address(browser: Browser, link: str) -> str:
    """The S3 address that a student is given behind the link."""
    student = browser("student")
    return to_scan(student, student.open(link))


def is_shut(answer: httpx.Response) -> bool:
    """No script, no frame around it, no search engine, no copy, nothing told to the next page."""
    said = answer.headers
    policy = said["content-security-policy"]
    return (
        "frame-ancestors 'none'" in policy
        and "default-src 'none'" in policy
        and said["cache-control"] == "no-store"
        and said["x-content-type-options"] == "nosniff"
        and said["referrer-policy"] in ("no-referrer", "same-origin")
    )


def test_a_guessed_link_tells_nothing(link: str):
    guesses = [link[:-1] + one for one in "AB" if not link.endswith(one)] + [link[:-1], f"{link}A"]

    answers = [httpx.get(one, timeout=60) for one in guesses]

    assert {answer.status_code for answer in answers} == {404}
    assert all(map(is_shut, answers))
    assert all("noindex" in answer.headers["x-robots-tag"] for answer in answers)


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_a_stranger_is_sent_to_the_sign_in_and_comes_back_here(link: str, method: str):
    answer = httpx.request(method, link, timeout=60)

    path = urlsplit(link).path
    assert (answer.status_code, answer.headers["location"]) == (303, f"/auth/start?next={path}")
    assert "noindex" in answer.headers["x-robots-tag"]


def test_a_button_on_another_page_opens_nothing(browser: Browser, link: str):
    student = browser("student")

    for origin in ("https://elsewhere.example", "null", ""):
        answer = student.api("POST", link, Origin=origin)
        assert (answer.status_code, "X-Amz-" in answer.text) == (403, False)


def test_the_page_of_a_link_may_not_be_framed_or_kept(browser: Browser, link: str):
    assert is_shut(browser("student").api("GET", link))


def test_the_address_of_a_scan_does_what_it_was_made_for_and_no_more(address: str):
    part = httpx.get(address, headers={"Range": "bytes=0-3"})
    parts = urlsplit(address)
    query = dict(parse_qsl(parts.query))

    assert (part.status_code, part.content) == (206, b"%PDF")
    bare = address.partition("?")[0]
    other = bare.rpartition("/")[0] + "/other.pdf"
    longer = urlencode(query | {"X-Amz-Expires": "86400"})
    as_page = urlencode(query | {"response-content-type": "text/html"})
    for tried in (bare, f"{other}?{parts.query}", f"{bare}?{longer}", f"{bare}?{as_page}"):
        assert httpx.get(tried).status_code == 403, tried
    for method in ("PUT", "DELETE", "POST"):
        assert httpx.request(method, address).status_code in (403, 405), method
    assert httpx.get(address).status_code == 200


def test_a_form_for_one_upload_writes_no_other_key_size_or_type(browser: Browser):
    staff = Staff(browser("digitiser"))
    isn = Title.new("Nobody has it").isbn
    request_id = staff.say("POST", "/api/requests", {**ENDED, "isn": isn})["request"]["id"]
    about = {"name": "a.pdf", "bytes": 8, "type": "application/pdf"}
    form = staff.say("POST", f"/api/requests/{request_id}/scans", about)

    def sent(file: bytes = b"%PDF-1.7", field: str = "", value: str = "") -> int:
        fields = {**form["fields"], **({field: value} if field else {})}
        return httpx.post(form["url"], data=fields, files={"file": ("a.pdf", file)}).status_code

    master = form["fields"]["key"].replace("incoming/", "masters/")
    assert sent(field="key", value=master) == 403
    assert sent(field="key", value=f"incoming/{request_id}/other") == 403
    assert sent(field="Content-Type", value="text/html") == 403
    assert sent(b"%PDF-1.7 and more") == 400
    assert sent() in (200, 204)


def test_what_was_archived_says_so_and_what_was_deleted_is_gone(browser: Browser):
    staff, request_id, link = published(browser, "A text that is taken off")
    student = browser("student")
    assert student.open(link).forms

    staff.act(request_id, "archive", note="for now")
    archived = student.api("GET", link)
    staff.act(request_id, "delete", note="for good")
    gone = student.api("GET", link)

    assert (archived.status_code, gone.status_code) == (403, 410)
    assert "Not available at present" in archived.text
    assert "X-Amz-" not in archived.text + gone.text


@pytest.mark.parametrize(
    "where",
    ["https://elsewhere.example", "//elsewhere.example", "/\\elsewhere.example", "\\/elsewhere",
     "/%09/elsewhere.example", "/\t/elsewhere.example", "javascript:alert(1)", "/auth/start",
     "http:elsewhere.example", "/%5celsewhere.example", "@elsewhere.example", "/\r\nX-Evil: 1"],
)  # fmt: skip
def test_signing_in_leads_nowhere_else(product: Product, browser: Browser, where: str):
    visitor = browser()

    came = visitor.sign_in("viewer", visitor.open(f"/auth/start?{urlencode({'next': where})}"))

    assert urlsplit(came.url).netloc == urlsplit(product.url).netloc


def test_the_session_is_new_with_each_sign_in_and_the_one_before_it_ends(browser: Browser):
    visitor = browser()
    visitor.cookies[SESSION] = "chosen-by-somebody-else"
    visitor.sign_in("viewer", visitor.open("/auth/start"))
    first = visitor.cookies[SESSION]
    visitor.sign_in("digitiser", visitor.open("/auth/start"))
    second = visitor.cookies[SESSION]

    visitor.cookies[SESSION] = first
    old = visitor.api("GET", "/api/me").status_code
    visitor.cookies[SESSION] = second

    assert "chosen-by-somebody-else" != first != second
    assert (old, visitor.api("GET", "/api/me").json()["id"]) == (401, "digitiser")


def test_a_sign_in_that_began_elsewhere_is_not_finished_here(browser: Browser):
    theirs, mine = browser(), browser()
    asked = theirs.open("/auth/start")
    mine.cookies.clear()

    mine.sign_in("digitiser", asked)

    assert SESSION not in mine.cookies


def test_signing_out_takes_a_page_of_ours_and_ends_every_copy(browser: Browser):
    visitor = browser("viewer")
    copied = dict(visitor.cookies)

    forged = visitor.api("POST", "/auth/out", Origin="https://elsewhere.example").status_code
    still_in = visitor.api("GET", "/api/me").status_code
    out = visitor.api("POST", "/auth/out").status_code
    visitor.cookies.update(copied)

    assert (forged, still_in, out) == (403, 200, 200)
    assert visitor.api("GET", "/api/me").status_code == 401


def test_cookies_are_for_this_host_over_tls_and_for_no_script(product: Product):
    answer = httpx.get(f"{product.url}/auth/start", timeout=60)

    for line in answer.headers.get_list("set-cookie"):
        flags = {one.strip().lower() for one in line.split(";")[1:]}
        assert line.startswith("__Host-")
        assert {"path=/", "secure", "httponly", "samesite=lax"} <= flags


@pytest.fixture(scope="module")
def mint(product: Product) -> Mint:
    """The local issuer's own key."""
    return Mint(Store(product.inside.state / "issuer.sqlite"), f"{product.url}/local/issuer")


def me(product: Product, token: str) -> int:
    headers = {"Authorization": f"Bearer {token}"}
    return httpx.get(f"{product.url}/api/me", headers=headers, timeout=60).status_code


def test_only_a_token_that_is_ours_and_in_date_gets_in(product: Product, mint: Mint):
    dan: Any = PEOPLE["digitiser"]

    assert me(product, mint.token(dan, 60)) == 200
    assert me(product, mint.token(dan, -120)) == 401
    assert me(product, mint.token(dan, 60, aud="another-application")) == 401
    assert me(product, mint.token(dan, 60, iss="https://elsewhere.example")) == 401


def test_a_token_that_nobody_signed_gets_nobody_in(product: Product, mint: Mint):
    head, claims, signature = mint.token(PEOPLE["administrator"], 60).split(".")

    def encoded(said: object) -> str:
        return base64.urlsafe_b64encode(json.dumps(said).encode()).rstrip(b"=").decode()

    for forged in (
        f"{encoded({'alg': 'none'})}.{claims}.",
        f"{encoded({'alg': 'HS256', 'kid': 'x'})}.{claims}.{signature}",
        f"{head}.{encoded({'sub': 'administrator'})}.{signature}",
        f"{head}.{claims}.{'A' * len(signature)}",
        f"{head}.{claims}",
        f"{encoded('[')[:1] * 5_000}.{claims}.x",
    ):
        assert me(product, forged) == 401
