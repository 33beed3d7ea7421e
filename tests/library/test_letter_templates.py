"""Letters in their sandbox: what ships is written, what could harm is refused with its line."""

import time

import pytest

from chalicelib.domain.letter_kinds import KINDS, LetterKind, Wording, cases
from chalicelib.domain.telling import Permanent
from chalicelib.library import letter_templates as templates
from chalicelib.library.letter_templates import CannotBeWritten, Writer, shipped

PUBLISH, DIGEST = KINDS["publish"], KINDS["digest"]


def a_wording(**parts: str) -> Wording:
    usual = {"subject": "Ready: {{ title }}", "text": "{{ title }}", "html": "<p>{{ title }}</p>"}
    return Wording(**{**usual, **parts})


def faults(text: str, kind: LetterKind = PUBLISH) -> list[tuple[str, int, str]]:
    with pytest.raises(CannotBeWritten) as stopped:
        templates.tried(kind, a_wording(text=text))
    return stopped.value.faults


@pytest.mark.parametrize("name", sorted(KINDS))
def test_every_letter_that_ships_passes_what_a_changed_one_must(name: str):
    templates.tried(KINDS[name], shipped(name))


@pytest.mark.parametrize("name", sorted(KINDS))
@pytest.mark.parametrize("case", ["full", "one", "least", "hostile"])
def test_every_letter_can_be_written_in_every_case(name: str, case: str):
    subject, text, html = Writer()(name, cases(KINDS[name])[case])

    assert subject
    assert "\n" not in subject
    assert "None" not in text + html
    assert "\n\n\n" not in text
    assert "<script>" not in html


@pytest.mark.parametrize(
    "text",
    [
        "{% for n in range(10**9) %}x{% endfor %}",
        "{{ 'x' * 10**9 }}",
        "{{ 10 ** 10 ** 10 }}",
        "{% set x = title %}{{ x }}",
        "{% set x = x ~ x %}" * 40,
        "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}",
        "{% include '/etc/passwd' %}",
        "{% extends 'letter.txt' %}",
        "{% import 'x' as x %}",
        "{{ title.__class__.__mro__ }}",
        "{{ title['__class__'] }}",
        "{{ title.upper() }}",
        "{{ ''.join(title) }}",
        "{{ self }}",
        "{{ lipsum() }}",
        "{{ cycler }}",
        "{{ namespace }}",
        "{{ title | replace('a', 'aaaaaaaaaa') }}",
        "{{ title | format(title) }}",
        "{{ title | attr('__class__') }}",
        "{{ title | center(1000000000) }}",
        "{{ title | safe }}",
        "{% autoescape false %}{{ title }}{% endautoescape %}",
        "{% filter upper %}x{% endfilter %}",
        "{% for one in title %}x{% endfor %}",
        "{% raw %}x{% endraw %}{% nonsense %}",
        "{{ title",
        "{% if title %}",
        "{{ " + "(" * 5_000 + "title" + ")" * 5_000 + " }}",
        "{% if title %}" * 500 + "{% endif %}" * 500,
        "{{ " + "9" * 10_000 + " }}",
        "{{ title | truncate(-1) }}",
        "{{ title - 1 }}",
        "{{ title > 1 }}",
        "x" * 20_001,
    ],
    ids=lambda text: text[:30],
)  # fmt: skip
def test_what_could_harm_ends_in_words_at_once(text: str):
    began = time.monotonic()

    found = faults(text)

    assert all(words for _, _, words in found)
    assert time.monotonic() - began < 2


@pytest.mark.parametrize(
    "text",
    [
        "{% for one in requests %}{% for two in requests %}x{% endfor %}{% endfor %}",
        "{% for one in requests recursive %}{{ loop(requests) }}{% endfor %}",
        "{% for one in requests if one.title %}x{% endfor %}",
        "{% for a, b in requests %}x{% endfor %}",
        "{% for one in requests %}{{ one.items }}{% endfor %}",
        "{% for one in requests %}{{ one.link }}{% endfor %}",
        "{% for one in requests %}{{ loop.cycle }}{% endfor %}",
    ],
)
def test_a_loop_goes_through_a_list_once_and_reads_its_columns(text: str):
    assert faults(text, DIGEST)


def test_an_error_names_part_line_and_variable():
    (found,) = faults("Dear {{ name }},\n\n{{ titel }}\n")

    part, line, words = found
    assert (part, line) == ("text", 3)
    assert "no variable titel" in words
    assert "title" in words


def test_every_fault_is_named_at_once():
    found = faults("{{ one }}\n{{ two }}\n{% set x = 1 %}")

    assert [line for _, line, _ in found] == [1, 2, 3]


def test_a_variable_that_is_only_in_a_branch_nobody_took_is_found_too():
    assert faults("{% if false %}{{ nothing }}{% endif %}{{ title }}")


def test_what_cannot_be_reckoned_is_said_with_its_line():
    ((part, line, _),) = faults("{{ title }}\n{{ title - 1 }}")

    assert (part, line) == ("text", 2)


@pytest.mark.parametrize(
    "html",
    ["<script>x</script>", '<img src="https://evil.example/{{ title }}">', "<form></form>",
     '<p onclick="x()">x</p>', '<a href="javascript:x()">x</a>',
     '<p style="background:url(https://evil.example)">x</p>'],
)  # fmt: skip
def test_html_that_acts_or_calls_home_is_refused(html: str):
    with pytest.raises(CannotBeWritten, match="may not stand in a mail"):
        templates.tried(PUBLISH, a_wording(html=html))


def test_a_letter_that_says_nothing_is_refused():
    with pytest.raises(CannotBeWritten, match="says nothing"):
        templates.tried(PUBLISH, a_wording(text="{{ until }}"))


def test_what_the_library_made_of_a_letter_is_what_is_sent():
    ours = a_wording(subject="From us: {{ title }}")

    subject, text, _ = Writer(lambda name: ours)("publish", cases(PUBLISH)["full"])

    assert (subject, text) == ("From us: The first chapter", "The first chapter\n")


def test_a_wording_that_no_longer_holds_is_for_people():
    broken = a_wording(text="{{ gone }}")

    with pytest.raises(Permanent, match="no variable gone"):
        Writer(lambda name: broken)("publish", cases(PUBLISH)["full"])


def test_a_letter_grows_with_its_lists_and_ends():
    row = {"title": "x" * 5_000, "requester": "", "course": "", "address": "", "work": ""}
    known = cases(DIGEST)["full"] | {"requests": [row | {"until": ""}] * 1_000}

    with pytest.raises(Permanent, match="too long"):
        Writer()("digest", known)


def test_the_sign_in_is_the_institutions_own():
    ours = a_wording(text="Sign in with {{ sign_in }}.")
    known = cases(PUBLISH)["full"] | {"sign_in": "your Northgate ID"}

    assert Writer(lambda name: ours)("publish", known)[1] == "Sign in with your Northgate ID.\n"
