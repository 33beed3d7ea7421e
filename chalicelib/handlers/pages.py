"""Draws the pages that readers see: HTML out of a template, one small sheet of style, no script."""

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from chalice.app import Response

from chalicelib.handlers.http import html

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
