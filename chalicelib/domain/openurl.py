"""A work and the extract taken from it as OpenURL 1.0, for the library's own link resolver (A172).

Z39.88-2004 as keys and values: only the registered formats book and journal, nothing of a person,
and no identifier that is empty.
"""

from urllib.parse import quote, urlencode

from chalicelib.domain.works import Extract, Work

FORMAT = "info:ofi/fmt:kev:mtx:"
SENDER = "info:sid/scandesk"


def address(resolver: str, work: Work, extract: Extract) -> str:
    """Where the resolver says how to reach it; the resolver's own address may have a query."""
    fields = journal(work, extract) if work.is_journal else book(work, extract)
    doi = extract.doi or work.doi
    pairs = {
        "ctx_ver": "Z39.88-2004", "ctx_enc": "info:ofi/enc:UTF-8", "rfr_id": SENDER,
        "rft_val_fmt": FORMAT + ("journal" if work.is_journal else "book"),
        **{f"rft.{name}": value for name, value in fields.items()},
        "rft_id": f"info:doi/{doi}" if doi else "",
    }  # fmt: skip
    said = urlencode({name: value for name, value in pairs.items() if value}, quote_via=quote)
    joint = "" if resolver.endswith(("?", "&")) else "&" if "?" in resolver else "?"
    return f"{resolver}{joint}{said}"


def journal(work: Work, extract: Extract) -> dict[str, str]:
    return {
        "genre": "article" if extract.title else "journal",
        "jtitle": work.title, "atitle": extract.title, "issn": work.issn,
        "volume": extract.volume or work.volume, "issue": extract.issue or work.issue,
        "date": work.year, "pages": extract.pages, "au": extract.authors,
    }  # fmt: skip


def book(work: Work, extract: Extract) -> dict[str, str]:
    part = bool(extract.title or extract.pages)
    return {
        "genre": "bookitem" if part else "book",
        "btitle": work.title, "atitle": extract.title, "isbn": work.isbn, "issn": work.issn,
        "date": work.year, "edition": work.edition, "pub": work.publisher, "pages": extract.pages,
        "au": extract.authors or work.authors,
    }  # fmt: skip
