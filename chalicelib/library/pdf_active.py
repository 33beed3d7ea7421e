"""What a PDF may carry besides pages: scripts, programs to start, other files, films.

A scan needs none of it, and each is a way to harm whoever opens it.
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import pikepdf

SCRIPT = "The PDF carries a script (JavaScript)."
LAUNCH = "The PDF tries to start another program."
SENDS = "The PDF holds a form that sends or fetches something."
FILES = "The PDF carries other files inside it."
FORM = "The PDF holds a form of a kind that runs scripts (XFA)."
MEDIA = "The PDF carries film, sound or a three-dimensional model."

BY_ACTION = {
    "/JavaScript": SCRIPT,
    "/Launch": LAUNCH,
    "/ImportData": SENDS,
    "/SubmitForm": SENDS,
    "/GoToE": FILES,
    "/Rendition": MEDIA,
    "/RichMediaExecute": MEDIA,
}
BY_SUBTYPE = {
    "/FileAttachment": FILES,
    "/RichMedia": MEDIA,
    "/3D": MEDIA,
    "/Movie": MEDIA,
    "/Screen": MEDIA,
    "/Sound": MEDIA,
}
BY_KEY = {"/EmbeddedFiles": FILES, "/EF": FILES, "/XFA": FORM}


def content(pdf: "pikepdf.Pdf") -> list[str]:
    """Each kind of active content that is anywhere in the file, in words; usually none.

    Every object is looked at, also those that no page names: a reader may find them all the same.
    """
    found = {
        words
        for thing in (pdf.trailer, *pdf.objects)
        for dictionary in _dictionaries(thing)
        for words in _active(dictionary)
    }
    return sorted(found)


def _active(dictionary: Any) -> Iterator[str]:
    keys = set(dictionary.keys())
    if "/S" in keys and (words := BY_ACTION.get(_name(dictionary["/S"]))):
        yield words
    if "/Subtype" in keys and (words := BY_SUBTYPE.get(_name(dictionary["/Subtype"]))):
        yield words
    yield from (words for key, words in BY_KEY.items() if key in keys)


def _dictionaries(thing: Any) -> Iterator[Any]:
    """This object and those written inside it; those it only points to come by themselves."""
    import pikepdf

    waiting = [thing]
    while waiting:
        now = waiting.pop()
        if isinstance(now, pikepdf.Array):
            inside = [now[place] for place in range(len(now))]
        elif isinstance(now, pikepdf.Dictionary | pikepdf.Stream):
            yield now
            inside = [value for _, value in now.items()]
        else:
            continue
        waiting += [
            value for value in inside if isinstance(value, pikepdf.Object) and not value.is_indirect
        ]


def _name(value: Any) -> str:
    import pikepdf

    return str(value) if isinstance(value, pikepdf.Name) else ""
