"""From the first redirect to signing out, and everything that somebody else might try between."""

from urllib.parse import parse_qs, urlsplit

import pytest
from chalice.app import Chalice

from chalicelib.handlers.sign_in import local_path
from tests.handlers.conftest import HOME, SignIn
from tests.handlers.doors import Browser, Reply

SESSION, FLOWS = "__Host-scandesk", "__Host-scandesk-flow"


@pytest.fixture
def app(sign_in: SignIn) -> Chalice:
    # The real app: Chalice lets a blueprint be registered once, the second time loses its methods.
    from app import app

    return app


@pytest.fixture
def browser(app: Chalice) -> Browser:
    return Browser(app, HOME)


def started(browser: Browser, going_to: str = "/") -> dict[str, str]:
    """What the sign-in page is asked, after /auth/start."""
    reply = browser.ask("GET", f"/auth/start?next={going_to}")
    return asked_in(reply.headers["location"])


def asked_in(address: str) -> dict[str, str]:
    return {name: said for name, (said,) in parse_qs(urlsplit(address).query).items()}


def came_back(browser: Browser, sign_in: SignIn, asked: dict[str, str], **says: object) -> Reply:
    """Back from the sign-in page, which said this of whoever pressed the button there."""
    sign_in.says = {"nonce": asked["nonce"], **says}
    return browser.ask("GET", f"/auth/callback?code=c1&state={asked['state']}")


def test_signing_in_leads_back_to_where_the_person_was_going(
    browser: Browser, sign_in: SignIn
) -> None:
    asked = started(browser, "/requests/7K?view=new")

    reply = came_back(browser, sign_in, asked)

    assert (reply.status, reply.headers["location"]) == (303, f"{HOME}/requests/7K?view=new")
    assert browser.ask("GET", "/api/me").json == {
        "id": "u-17",
        "name": "Dan Digitiser",
        "email": "dan@university.example",
        "roles": ["digitiser"],
        "institution": "University of Example",
    }


def test_the_sign_in_is_asked_with_pkce_and_answered_with_the_verifier(
    browser: Browser, sign_in: SignIn
) -> None:
    asked = started(browser)

    came_back(browser, sign_in, asked)

    assert asked["code_challenge_method"] == "S256"
    (form,) = sign_in.forms
    assert (form["code"], form["redirect_uri"]) == ("c1", f"{HOME}/auth/callback")
    assert len(form["code_verifier"]) >= 43


def test_both_cookies_are_kept_from_scripts_and_from_other_sites(
    browser: Browser, sign_in: SignIn
) -> None:
    start = browser.ask("GET", "/auth/start")
    back = came_back(browser, sign_in, asked_in(start.headers["location"]))

    lines = start.cookies + back.cookies
    assert [line.partition("=")[0] for line in lines] == [FLOWS, SESSION, FLOWS]
    kept = {"Path=/", "Secure", "HttpOnly", "SameSite=Lax"}
    assert all(kept <= set(line.split("; ")) for line in lines)


def test_nobody_is_signed_in_before_signing_in(browser: Browser) -> None:
    reply = browser.ask("GET", "/api/me")

    assert (reply.status, reply.json["type"]) == (401, "/problems/not-signed-in")


def test_a_student_is_a_reader(browser: Browser, sign_in: SignIn) -> None:
    came_back(browser, sign_in, started(browser), groups=[], affiliation=["student"])

    assert browser.ask("GET", "/api/me").json["roles"] == ["reader"]


def test_a_stranger_is_signed_in_and_has_no_role(browser: Browser, sign_in: SignIn) -> None:
    came_back(browser, sign_in, started(browser), groups=["elsewhere"])

    assert browser.ask("GET", "/api/me").json["roles"] == []


def test_a_sign_in_that_began_in_another_browser_is_not_finished_here(
    browser: Browser, app: Chalice, sign_in: SignIn
) -> None:
    attackers = started(Browser(app, HOME))

    reply = came_back(browser, sign_in, attackers)

    assert (reply.status, SESSION in browser.cookies) == (401, False)
    assert "another browser" in reply.text


def test_a_sign_in_is_finished_once(browser: Browser, sign_in: SignIn) -> None:
    asked = started(browser)
    kept = dict(browser.cookies)
    came_back(browser, sign_in, asked)
    browser.cookies = kept

    reply = came_back(browser, sign_in, asked)

    assert reply.status == 401


def test_two_links_that_were_opened_at_once_can_both_be_signed_in(
    browser: Browser, sign_in: SignIn
) -> None:
    first, second = started(browser, "/l/one"), started(browser, "/l/two")

    replies = [came_back(browser, sign_in, asked) for asked in (first, second)]

    assert [reply.headers["location"] for reply in replies] == [f"{HOME}/l/one", f"{HOME}/l/two"]


def test_signing_in_again_ends_the_session_before(browser: Browser, sign_in: SignIn) -> None:
    came_back(browser, sign_in, started(browser))
    before = browser.cookies[SESSION]
    came_back(browser, sign_in, started(browser))

    after, browser.cookies[SESSION] = browser.cookies[SESSION], before

    assert after != before
    assert browser.ask("GET", "/api/me").status == 401


def test_an_id_token_of_another_sign_in_opens_nothing(browser: Browser, sign_in: SignIn) -> None:
    reply = came_back(browser, sign_in, started(browser), nonce="another")

    assert (reply.status, SESSION in browser.cookies) == (401, False)


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("error=access_denied&state=x", "did not let you in"),
        ("error=server_error&error_description=<script>alert(1)</script>", "could not finish"),
        ("", "could not finish"),
        ("code=c1", "has ended"),
        ("code=c1&state=invented", "has ended"),
        ("code=c1&state=x&iss=https://login.elsewhere.example", "another sign-in service"),
    ],
)
def test_a_sign_in_that_went_wrong_is_told_in_our_words_on_a_page(
    browser: Browser, said: str, words: str
) -> None:
    reply = browser.ask("GET", f"/auth/callback?{said}")

    assert (reply.status, reply.headers["content-type"]) == (401, "text/html; charset=utf-8")
    assert words in reply.text
    assert "alert" not in reply.text


def test_signing_out_ends_the_session_for_every_copy_of_its_cookie(
    browser: Browser, sign_in: SignIn
) -> None:
    came_back(browser, sign_in, started(browser))
    copied = dict(browser.cookies)

    reply = browser.ask("POST", "/auth/out")

    assert (reply.status, SESSION in browser.cookies) == (200, False)
    browser.cookies = copied
    assert browser.ask("GET", "/api/me").status == 401


def test_signing_out_twice_is_fine(browser: Browser) -> None:
    assert browser.ask("POST", "/auth/out").status == 200


def test_no_other_site_signs_anybody_out(browser: Browser, sign_in: SignIn) -> None:
    came_back(browser, sign_in, started(browser))

    reply = browser.ask("POST", "/auth/out", Origin="https://elsewhere.example")

    assert (reply.status, browser.ask("GET", "/api/me").status) == (403, 200)


@pytest.mark.parametrize(
    "path", ["/", "/requests/7K", "/l/abc?x=1&y=%2F", "/#/queue", "/a//b", "/auth-notes"]
)
def test_a_path_of_the_desk_is_kept(path: str) -> None:
    assert local_path(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "requests",
        "//elsewhere.example",
        "/\\elsewhere.example",
        "/a\\b",
        "\\/elsewhere.example",
        "https://elsewhere.example",
        "/\t/elsewhere.example",
        "/\n/elsewhere.example",
        "/x\r\nSet-Cookie: a=b",
        " /x",
        "/\x00",
        "/auth/start",
        "/" + "x" * 2000,
        "javascript:alert(1)",
    ],
)
def test_what_leads_elsewhere_or_round_and_round_is_forgotten(path: str) -> None:
    assert local_path(path) == "/"


def test_a_path_in_any_script_can_stand_in_a_header() -> None:
    assert local_path("/søk?q=ø") == "/s%C3%B8k?q=%C3%B8"
