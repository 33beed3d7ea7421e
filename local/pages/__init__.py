"""The stand-ins' own pages, sent under a strict content-security policy."""

from pathlib import Path
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import FileResponse, Response

_HERE = Path(__file__).parent
_KINDS = {".css": "text/css", ".js": "text/javascript"}
_TEMPLATES = Environment(
    loader=FileSystemLoader(_HERE),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
)
_POLICY = (
    "default-src 'none'; style-src 'self'; script-src 'self'; connect-src 'self'; img-src 'self';"
    " frame-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"
)
_ALWAYS = {
    "Content-Security-Policy": _POLICY,
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cache-Control": "no-store",
}


def page(template: str, status: int = 200, **values: Any) -> Response:
    """A page drawn from a template; every value is escaped."""
    drawn = _TEMPLATES.get_template(template).render(values)
    return Response(drawn, status, media_type="text/html; charset=utf-8", headers=_ALWAYS)


def asset(file: str) -> Response:
    """A style sheet or a script of these pages."""
    path = _HERE / file
    return FileResponse(path, media_type=_KINDS[path.suffix], headers=_ALWAYS)
