"""What a PDF may carry besides pages: scripts, programs to start, other files, films.

A scan needs none of it, and each is a way to harm whoever opens it; so all of it is taken out, and
what could not be taken out is not let through.
"""

from collections.abc import Iterator, Mapping
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


def content(pdf: "pikepdf.Pdf") -> Mapping[str, int | None]:
    """Each kind of active content that is anywhere in the file, with the page; usually none.

    Every object is looked at, also those that no page names: a reader may find them all the same.
    """
    found = {
        words
        for thing in (pdf.trailer, *pdf.objects)
        for dictionary in _dictionaries(thing)
        for words in _active(dictionary)
    }
    pages = _pages(pdf) if found else {}
    return {words: pages.get(words) for words in sorted(found)}


def remove(pdf: "pikepdf.Pdf") -> None:
    """Takes it out wherever it hangs; what is left over, `content` still finds."""
    if "/Collection" in pdf.Root:
        del pdf.Root["/Collection"]  # a portfolio's front page, without what it lists
    for thing in (pdf.trailer, *pdf.objects):
        for dictionary in _dictionaries(thing):
            for key, value in list(dictionary.items()):
                if key in BY_KEY or _is_active(value) or _names_scripts(key, value):
                    del dictionary[key]
        for array in _arrays(thing):
            for place in reversed(range(len(array))):
                if _is_active(array[place]):
                    del array[place]


def _pages(pdf: "pikepdf.Pdf") -> dict[str, int]:
    """The first page on which each kind hangs by itself or by what stands on it."""
    import pikepdf

    first: dict[str, int] = {}
    for number, page in enumerate(pdf.pages, 1):
        notes: Any = page.obj.get("/Annots", None)
        listed = isinstance(notes, pikepdf.Array)
        of_page = [notes[place] for place in range(len(notes))] if listed else []
        for one in (page.obj.get("/AA", None), *of_page):
            for dictionary in _dictionaries(one, follow=True):
                for words in _active(dictionary):
                    first.setdefault(words, number)
    return first


def _names_scripts(key: str, value: Any) -> bool:
    """The file's list of scripts by their names."""
    import pikepdf

    listed = isinstance(value, pikepdf.Dictionary) and ("/Names" in value or "/Kids" in value)
    return key == "/JavaScript" and listed


def _is_active(value: Any) -> bool:
    import pikepdf

    if not isinstance(value, pikepdf.Dictionary | pikepdf.Stream):
        return False
    # A file inside goes with the note that names it; of a form only its scripts go.
    return any(one in BY_ACTION or one in BY_SUBTYPE for one in _kinds(value)) or "/EF" in value


def _kinds(dictionary: Any) -> Iterator[str]:
    yield from (_name(dictionary.get(key, None)) for key in ("/S", "/Subtype"))


def _active(dictionary: Any) -> Iterator[str]:
    keys = set(dictionary.keys())
    if "/S" in keys and (words := BY_ACTION.get(_name(dictionary["/S"]))):
        yield words
    if "/Subtype" in keys and (words := BY_SUBTYPE.get(_name(dictionary["/Subtype"]))):
        yield words
    yield from (words for key, words in BY_KEY.items() if key in keys)


def _dictionaries(thing: Any, follow: bool = False) -> Iterator[Any]:
    """This object and those written inside it; those it only points to come by themselves.

    `follow` goes one step along its own pointers, as far as an action stands apart.
    """
    import pikepdf

    waiting = [(thing, follow)]
    while waiting:
        now, further = waiting.pop()
        if isinstance(now, pikepdf.Array):
            inside = [now[place] for place in range(len(now))]
        elif isinstance(now, pikepdf.Dictionary | pikepdf.Stream):
            yield now
            inside = [value for key, value in now.items() if key not in ("/P", "/Parent")]
        else:
            continue
        for value in inside:
            if isinstance(value, pikepdf.Object) and (further or not value.is_indirect):
                waiting.append((value, further and not value.is_indirect))


def _arrays(thing: Any) -> Iterator[Any]:
    """The lists in this object, itself among them."""
    import pikepdf

    if isinstance(thing, pikepdf.Array):
        yield from _nested(thing)
    for dictionary in _dictionaries(thing):
        for _, value in dictionary.items():
            if isinstance(value, pikepdf.Array) and not value.is_indirect:
                yield from _nested(value)


def _nested(array: Any) -> Iterator[Any]:
    import pikepdf

    waiting = [array]
    while waiting:
        now = waiting.pop()
        yield now
        inside = (now[place] for place in range(len(now)))
        waiting += [one for one in inside if isinstance(one, pikepdf.Array) and not one.is_indirect]


def _name(value: Any) -> str:
    import pikepdf

    return str(value) if isinstance(value, pikepdf.Name) else ""
