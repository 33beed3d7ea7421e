"""Draws the pages that readers see: HTML out of a template, one small sheet of style, no script."""

from collections.abc import Callable, Mapping
from functools import cache, wraps
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qsl

from chalice.app import Response

from chalicelib.domain.errors import DeskError, NotSignedIn, NotUnderstood, Unknown
from chalicelib.handlers.http import html, raw_body, redirect, request
from chalicelib.handlers.problems import status_of

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = Path(__file__).parent.parent / "templates" / "pages"
# No search engine keeps it, and none follows it.
UNSEEN = {"x-robots-tag": "noindex, nofollow"}


def page(
    template: str, status: int = 200, *, sheet: str = "", wait: int = 0, **values: Any
) -> Response:
    """This template with these values, everything escaped; a missing value is an error of ours.

    `sheet` is one more sheet of style beside the one that all pages have, `wait` the seconds after
    which the same may be asked again.
    """
    from chalicelib import wiring

    ours, style = wiring.settings(), _style("style") + (_style(sheet) if sheet else "")
    text = (
        _templates()
        .get_template(f"{template}.html")
        .render(values, style=style, institution=ours.institution, desk_mail=ours.desk_mail)
    )
    later = {"retry-after": str(wait)} if wait else {}
    return html(text, status, style=style, headers={**UNSEEN, **later})


def kindly(
    refused: Callable[[DeskError], Response],
) -> Callable[[Callable[..., Response]], Callable[..., Response]]:
    """What a page for readers refuses is a page as well, which `refused` makes."""

    def guarded(route: Callable[..., Response]) -> Callable[..., Response]:
        @wraps(route)
        def page_or_refusal(**parts: str) -> Response:
            try:
                return route(**parts)
            except DeskError as error:
                return refused(error)

        return page_or_refusal

    return guarded


def refusal(error: DeskError, back: str, headings: Mapping[type[DeskError], str]) -> Response:
    """Signing in helps where nobody is signed in, or somebody with another account.

    `back` is where signing in leads to, percent-encoded.
    """
    again = "" if isinstance(error, Unknown) else f"/auth/start?next={back}"
    if isinstance(error, NotSignedIn) and request().method != "POST":
        return redirect(again, UNSEEN)
    heading = headings.get(type(error), error.title)
    return page("refused", status_of(error), heading=heading, error=error, again=again)


def filled_in(instead: str) -> Mapping[str, str]:
    """The form that the browser sent; of a field that came twice, the first.

    NotUnderstood, with `instead`, where it has more than 100 fields.
    """
    try:
        text = raw_body().decode("utf-8", "replace")
        pairs = parse_qsl(text, keep_blank_values=True, max_num_fields=100)
    except ValueError as error:
        raise NotUnderstood("This is not the form that the page has.", instead=instead) from error
    return dict(reversed(pairs))


@cache
def _templates() -> "Environment":
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    from chalicelib.domain.openings import spelt

    made = Environment(
        loader=FileSystemLoader(FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["spelt"] = spelt
    return made


@cache
def _style(name: str) -> str:
    return (FOLDER / f"{name}.css").read_text()
