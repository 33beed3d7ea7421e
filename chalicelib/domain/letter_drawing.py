"""docs/letters.md, drawn from the letters and the variables there are."""

from chalicelib.domain.letter_kinds import KINDS, LetterKind, Variable

HEAD = """# Letters

What the desk writes to requesters, lecturers and staff, and how an administrator changes it. This
page is drawn from the code (`make docs`).

## Change a letter

`GET /api/letters` lists the letters; `GET /api/letters/{letter}` answers one as it is sent
(`wording`), as it ships (`shipped`), and the versions that were saved. An administrator writes
subject, text and HTML with `PUT /api/letters/{letter}` and the version that was seen
(`If-Match: "3"`); it holds for the next letter that leaves. `{"restore": true}` brings back what
ships. Every version stays, with who saved it, when and why.

`POST /api/letters/{letter}/preview` shows a draft before it is saved: with examples (`case` is
`full`, `one`, `least` or `hostile`), or with what a real request says (`request`).
`POST /api/requests/{id}/letters/{letter}/preview` shows the very mail that a move would send, with
the note and the reason that were typed: `{"to": "requester", "note": "...", "reason": "not-held"}`;
`trouble` says why it could not be sent. What is about an accessible copy is previewed by digitisers
only, in either way: it says what the reader wrote.

## What a letter may say

`{{ title }}` writes a variable, `{% if note %}...{% endif %}` asks whether there is one, and
`{% for one in requests %}{{ one.title }}{% endfor %}` goes through a list where the letter has one.
A variable that is not known for a request is empty, so ask before writing the words around it.
Filters: `trim`, `upper`, `lower`, `title`, `capitalize`, `default`, `truncate`, `length`, `e`.
Nothing else can be written: no other file, no macro, no assignment, no call, no multiplication.
What came from outside is escaped in HTML. HTML keeps what mail programs show (paragraphs, lists,
tables, links to the web, inline styles) and has no script, no image, no form and no style sheet.

A letter is tried before it is saved, and refused with part, line and variable where it is wrong.
A subject has 400 characters at the most, a text 20,000, HTML 40,000.

All of a mail that is not its wording is the desk's: sender, reply address (the desk), date, and the
thread, which is one for each request. `sign_in` is the institution's own sign-in and the only one
a letter names (`DELIVERY`: `{"sign_in": "your Northgate ID"}`).

## The letters
"""
TAIL = """
## A new letter, for who programs

A folder in `chalicelib/templates/mail/` with `subject.txt`, `body.txt` and `body.html`, a row of
`KINDS` in `chalicelib/domain/letter_kinds.py`, and a message that names it:
`Message("requester", "mail", {"letter": "publish"})`. What only this letter knows is `own` in its
row, and stands in the facts of the message. Files travel with it as `attach` (keys in the bucket,
with spaces between) and `attach-names` (with slashes between).
"""


def page() -> str:
    """The whole page."""
    return HEAD + "".join(drawn(kind) for kind in KINDS.values()) + TAIL


def drawn(kind: LetterKind) -> str:
    rows = [row(name, one) for name, one in kind.variables.items()]
    rows += [
        row(f"{name}: one.{key}", one)
        for name, columns in kind.columns.items()
        for key, one in columns.items()
    ]
    table = ["| Variable | What it is | Example |", "|---|---|---|", *rows]
    words = "\n".join(table)
    return f"\n### `{kind.name}`: {kind.title}\n\n{kind.when}.\n\n{words}\n"


def row(name: str, one: Variable) -> str:
    return f"| `{name}` | {one.words} | {one.example} |"


if __name__ == "__main__":
    print(page(), end="")
