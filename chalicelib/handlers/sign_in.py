"""Signing in and out, and who that is: one sign-in for staff and readers alike.

The browser keeps two cookies that only this host can set: the sign-ins on their way, bound to this
browser, and the session. Whoever starts a sign-in elsewhere cannot have it finished here.
"""

import re
import secrets
from collections.abc import Callable
from functools import wraps
from urllib.parse import quote

from chalice.app import Blueprint, Response

from chalicelib.domain.errors import DeskError, NotTrusted
from chalicelib.domain.people import Role
from chalicelib.handlers.http import (
    ANY,
    SESSION,
    answer,
    cookie,
    from_our_own_pages,
    may,
    query,
    redirect,
    whoever,
)
from chalicelib.handlers.pages import page
from chalicelib.handlers.problems import problems, status_of

sign_in = Blueprint(__name__)

FLOWS = "__Host-scandesk-flow"
ONLY_HERE = "Path=/; Secure; HttpOnly; SameSite=Lax"
# One slash and no second, no backslash, nothing that a browser drops while it reads an address.
LOCAL = re.compile(r"/(?![/\\])[^\\\s\x00-\x1f\x7f]{0,1999}")
AGAIN = "Sign in again, in the window where you want to go on."


def in_words(route: Callable[[], Response]) -> Callable[[], Response]:
    """People come here with a browser, so a refusal is a page and not a problem in JSON."""

    @wraps(route)
    def worded() -> Response:
        try:
            return route()
        except DeskError as error:
            again, heading = "/auth/start", "You are not signed in"
            return page("refused", status_of(error), heading=heading, error=error, again=again)

    return worded


@sign_in.route("/auth/start", methods=["GET"], content_types=ANY)
@problems
@may(Role.ANYONE)
@in_words
def start() -> Response:
    """Sends the person to the university's sign-in, and remembers where they were going.

    `next` is a path of this desk; anything else is forgotten, so that no link leads elsewhere.
    """
    from chalicelib import wiring

    now, sessions = wiring.clock(), wiring.sessions()
    flow = {
        "next": local_path(query("next")),
        "nonce": secrets.token_urlsafe(24),
        "verifier": secrets.token_urlsafe(48),
    }
    state = sessions.begin(flow, now)
    there = wiring.oidc().authorize_url(state, flow["nonce"], flow["verifier"], now)
    # Three at most: who opens several links at once signs in for each of them.
    marks = [*cookie(FLOWS).split("."), sessions.mark(state)][-3:]
    return redirect(there, {"set-cookie": _flows(marks)})


@sign_in.route("/auth/callback", methods=["GET"], content_types=ANY)
@problems
@may(Role.ANYONE)
@in_words
def callback() -> Response:
    """Back from the university's sign-in: checks that this browser began it, opens a session.

    The session is always a new one, and the one before it in this browser is closed.
    """
    from chalicelib import wiring

    _as_the_issuer_says(wiring.oidc().url)
    now, sessions = wiring.clock(), wiring.sessions()
    state, marks = query("state"), cookie(FLOWS).split(".")
    mark = sessions.mark(state)
    flow = sessions.finish(state, now) if mark in marks else None
    if flow is None:
        raise NotTrusted("This sign-in has ended, or it began in another browser.", instead=AGAIN)
    claims = wiring.oidc().redeem(query("code"), flow["verifier"], flow["nonce"], now)
    sessions.close(cookie(SESSION))
    person = wiring.oidc().person(claims)
    wiring.staff().remember(person)
    value = sessions.open(person, now)
    cookies = [
        f"{SESSION}={value}; {ONLY_HERE}",
        _flows([other for other in marks if other != mark]),
    ]
    return redirect(wiring.settings().public_url + flow["next"], {"set-cookie": cookies})


@sign_in.route("/auth/out", methods=["POST"], content_types=ANY)
@problems
@may(Role.ANYONE)
def out() -> Response:
    """Ends the session here and for every copy of its cookie; fine too where there is none."""
    from chalicelib import wiring

    from_our_own_pages()
    wiring.sessions().close(cookie(SESSION))
    gone = f"{SESSION}=; {ONLY_HERE}; Max-Age=0"
    return answer({"next": "/"}, headers={"set-cookie": gone})


@sign_in.route("/api/me", methods=["GET"], content_types=ANY)
@problems
@may(Role.ANYONE)
def me() -> Response:
    """Who is signed in, with which roles, and whose desk this is; 401 where nobody is."""
    from chalicelib import wiring

    person = whoever()
    return answer(
        {
            "id": person.id,
            "name": person.name,
            "email": person.email,
            "roles": sorted(person.roles),
            "institution": wiring.settings().institution,
        }
    )


def local_path(path: str) -> str:
    """A path of this desk, ready for a Location header; "/" for everything else."""
    if not LOCAL.fullmatch(path) or path.startswith("/auth/"):
        return "/"
    return quote(path, safe="/?#[]@!$&'()*+,;=%:-._~")


def _as_the_issuer_says(issuer: str) -> None:
    """Raises in our words what the issuer says went wrong; its own words are never shown."""
    # RFC 9207: an answer that names its issuer must name ours.
    if query("iss", issuer) != issuer:
        raise NotTrusted("This answer came from another sign-in service.", instead=AGAIN)
    if query("error") == "access_denied":
        raise NotTrusted("The university's sign-in did not let you in.", instead=AGAIN)
    if query("error") or not query("code"):
        raise NotTrusted("The university's sign-in could not finish this.", instead=AGAIN)


def _flows(marks: list[str]) -> str:
    return f"{FLOWS}={'.'.join(filter(None, marks))}; {ONLY_HERE}; Max-Age=600"
