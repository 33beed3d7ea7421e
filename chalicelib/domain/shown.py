"""What a repository is shown of a copy: the same facts, whatever system it is."""

from dataclasses import dataclass
from datetime import date

from chalicelib.domain.request import Request


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A copy for a repository. `request` is our id of it, `record` the catalogue's id of the title,
    empty where it is not known; `link` is the stable link, which asks for a sign-in by itself."""

    request: str
    record: str = ""
    asked: str = ""
    link: str
    title: str
    authors: str = ""
    work: str = ""
    isbn: str = ""
    issn: str = ""
    pages: str = ""
    article: bool = False
    until: date | None = None

    @property
    def range(self) -> tuple[str, str]:
        """First and last page, where it is one range."""
        first, _, last = self.pages.partition("-")
        one = bool(last) and "," not in self.pages
        return (first.strip(), last.strip()) if one else ("", "")


def of(request: Request, public_url: str) -> Shown:
    work, extract = request.work, request.extract
    link = f"{public_url.rstrip('/')}/l/{request.link.token}" if request.link else ""
    ends = [one.end for one in request.link.openings if one.end] if request.link else []
    return Shown(
        request=request.id,
        record=request.theirs.get("mms_id", ""),
        asked=request.theirs.get("request_id", ""),
        link=link,
        title=extract.title or request.title,
        authors=extract.authors or (work.authors if work else ""),
        work=work.title if work else "",
        isbn=work.isbn if work else "",
        issn=work.issn if work else "",
        pages=extract.pages,
        article=bool(work and work.issn),
        until=max(ends, default=None),
    )
