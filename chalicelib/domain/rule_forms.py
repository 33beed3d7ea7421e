"""What an administrator writes as rules, read and checked: each error says at which place.

Read by hand and not by pydantic: which tests and values a clause may have stands in the tables of
`rule_properties.py` and `rule_tests.py`, and its words are the same in the form and in the error.
"""

import re
from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any

from chalicelib.domain.errors import NotUnderstood
from chalicelib.domain.reason_lists import retired
from chalicelib.domain.rule_comparisons import NARROWS
from chalicelib.domain.rule_properties import Type
from chalicelib.domain.rule_tables import TABLES, choices
from chalicelib.domain.rule_tests import BY_NAME, TESTS, plain, said
from chalicelib.domain.rule_words import asks_unknown, offered
from chalicelib.domain.rules import (
    DELIVERIES,
    MEANWHILE,
    Clause,
    ClauseKind,
    Decides,
    Outcome,
    Rule,
    RuleBook,
)
from chalicelib.domain.terms import Terms

MOST_RULES, MOST_CLAUSES, LONGEST, LONGEST_NOTE = 100, 20, 500, 4000
#: How often a delivered file may be opened, and for how many days it is kept: at most.
MOST = {"views": 1000, "days": 3650}
NUMBER = re.compile(r"-?[0-9]{1,9}(\.[0-9]{1,6})?")
KEYS = {"rules", "default", "note"}
Words = list[dict[str, str]]


class Reader:
    """Reads one draft; all that is wrong with it is told at once."""

    def __init__(self, terms: Terms) -> None:
        self.wrong: Words = []
        self.terms = terms

    def off(self, place: str, words: str) -> None:
        self.wrong.append({"field": place, "words": words})

    def book(self, sent: Mapping[str, Any]) -> RuleBook:
        """The draft as a book without a version; NotUnderstood with every place that is wrong."""
        self.known("", sent, KEYS)
        listed = sent.get("rules")
        if not isinstance(listed, list):
            self.off("rules", "say the rules as a list, in their order")
            listed = []
        if len(listed) > MOST_RULES:
            self.off("rules", f"at most {MOST_RULES} rules")
        rules = tuple(self.rule(f"rules.{n}", one) for n, one in enumerate(listed[:MOST_RULES]))
        names = [plain(one.name) for one in rules]
        for n, name in enumerate(names):
            if name and name in names[:n]:
                self.off(f"rules.{n}.name", "another rule has this name already")
        default = self.outcome("default", sent.get("default"))
        if default.approval is Decides.NEEDED and default.clearance:
            self.off("default.clearance", "clearance is asked for by a rule, not for everything")
        note = self.text("note", sent.get("note", ""), LONGEST_NOTE)
        if self.wrong:
            named = ", ".join(in_words(one["field"]) for one in self.wrong[:3])
            raise NotUnderstood(f"The rules cannot be used yet: {named}.", fields=self.wrong)
        return RuleBook(rules=rules, default=default, note=note)

    def rule(self, at: str, sent: Any) -> Rule:
        one = self.object(at, sent, {"name", "clauses", "outcome", "enabled"})
        name = self.text(f"{at}.name", one.get("name"), 200)
        if not name:
            self.off(f"{at}.name", "give the rule a name: staff see it where it decided")
        listed = one.get("clauses")
        if not isinstance(listed, list) or not 0 < len(listed) <= MOST_CLAUSES:
            self.off(
                f"{at}.clauses",
                f"give 1 to {MOST_CLAUSES} clauses; what is to hold for all is the default",
            )
            listed = []
        clauses = tuple(self.clause(f"{at}.clauses.{n}", each) for n, each in enumerate(listed))
        outcome = self.outcome(f"{at}.outcome", one.get("outcome"))
        enabled = self.yes_no(f"{at}.enabled", one.get("enabled", True))
        self.together(at, clauses, outcome)
        return Rule(name=name, clauses=clauses, outcome=outcome, enabled=enabled)

    def clause(self, at: str, sent: Any) -> Clause:
        one = self.object(at, sent, {"kind", "property", "test", "value"})
        kind = self.choice(f"{at}.kind", one.get("kind"), dict.fromkeys(ClauseKind, ""))
        table = TABLES[ClauseKind(kind)] if kind else {}
        name = self.choice(f"{at}.property", one.get("property"), dict.fromkeys(table, ""))
        if not name:
            return Clause(kind=ClauseKind.FILTER, property="")
        row, kind = table[name], ClauseKind(kind)
        if kind is ClauseKind.FILTER:
            if one.get("test") or one.get("value"):
                self.off(f"{at}.test", "a filter has no test: it narrows what is compared")
            return Clause(kind=kind, property=name)
        tests = {test.name: test.label for test in TESTS if row.type in test.types}
        test = self.choice(f"{at}.test", one.get("test"), tests)
        value = self.value(f"{at}.value", one.get("value"), row, test) if test else ""
        return Clause(kind=kind, property=name, test=test, value=value)

    def value(self, at: str, sent: Any, row: Any, test: str) -> str:
        """The value as text, as the property's type and the test ask for it."""
        if isinstance(sent, bool):
            sent = "yes" if sent else "no"
        text = self.text(at, repr(sent) if isinstance(sent, (int, float)) else sent, LONGEST)
        if not BY_NAME[test].takes_value:
            if text:
                self.off(at, f"{BY_NAME[test].label} takes no value")
            return ""
        several = said(text) if BY_NAME[test].several else [plain(text)]
        if not several or not all(several):
            self.off(at, "say what it is compared with")
        elif row.type is Type.NUMBER and not is_number(text):
            self.off(at, "a number is expected, like 10 or 12.5")
        elif row.type is Type.YES_NO and plain(text) not in ("yes", "no"):
            self.off(at, "yes or no is expected")
        elif row.type is Type.CHOICE:
            known = {plain(code) for code, _ in choices(row, self.terms)}
            self.among(at, [one for one in several if one not in known], sorted(known))
        return text

    def among(self, at: str, unknown: list[str], known: list[str]) -> None:
        if unknown:
            self.off(at, f"{unknown[0][:60]} is none of: {', '.join(known)}")

    def outcome(self, at: str, sent: Any) -> Outcome:
        names = {one.name for one in fields(Outcome)}
        one = self.object(at, sent, names)
        approval = self.choice(
            f"{at}.approval", one.get("approval"), {each.value: each.label for each in Decides}
        )
        decides = Decides(approval) if approval else Decides.NEEDED
        numbers = {name: self.limit(f"{at}.{name}", one.get(name), name) for name in MOST}
        return Outcome(
            approval=decides,
            reason=self.reason(f"{at}.reason", one.get("reason", ""), decides),
            note=self.text(f"{at}.note", one.get("note", ""), LONGEST_NOTE),
            clearance=self.only_needed(at, "clearance", one.get("clearance", False), decides),
            meanwhile=self.meanwhile(at, one.get("meanwhile", "continue"), decides),
            delivery=self.choice(
                f"{at}.delivery", one.get("delivery", "link"), dict(DELIVERIES)
            ) or "link",
            views=numbers["views"],
            days=numbers["days"],
        )  # fmt: skip

    def reason(self, at: str, sent: Any, decides: Decides) -> str:
        """The reason that this kind of outcome has: one of the library's own, or of Alma's list."""
        if not decides.is_automatic:
            if sent:
                self.off(at, f"{decides.label} has no reason; only automatic outcomes have one")
            return ""
        known = {one.code: "" for one in offered(decides, self.terms) if not one.retired}
        if words := retired({at: offered(decides, self.terms)}, at, sent):
            self.off(at, words)
            return ""
        return self.choice(at, sent, known)

    def only_needed(self, at: str, name: str, sent: Any, decides: Decides) -> bool:
        wanted = self.yes_no(f"{at}.{name}", sent)
        if wanted and decides is not Decides.NEEDED:
            self.off(f"{at}.{name}", "clearance takes a person: choose approval needed with it")
        return wanted

    def meanwhile(self, at: str, sent: Any, decides: Decides) -> str:
        chosen = self.choice(f"{at}.meanwhile", sent, dict(MEANWHILE)) or "continue"
        if chosen == "wait" and decides is not Decides.NEEDED:
            self.off(f"{at}.meanwhile", "there is nothing to wait for unless approval is needed")
        return chosen

    def limit(self, at: str, sent: Any, name: str) -> int | None:
        if sent in (None, ""):
            return None
        if isinstance(sent, bool) or not isinstance(sent, int) or not 0 < sent <= MOST[name]:
            self.off(at, f"a whole number from 1 to {MOST[name]}, or nothing for no limit")
            return None
        return sent

    def together(self, at: str, clauses: tuple[Clause, ...], outcome: Outcome) -> None:
        """What only the clauses of a rule and its outcome together can have wrong."""
        kinds = {one.kind for one in clauses}
        filters = {one.property for one in clauses if one.kind is ClauseKind.FILTER}
        if ClauseKind.COMPARISON in kinds and not filters & NARROWS.keys():
            self.off(
                f"{at}.clauses",
                "a comparison needs a filter that says among which requests: "
                f"{', '.join(sorted(NARROWS))}",
            )
        if filters - {""} and ClauseKind.COMPARISON not in kinds:
            self.off(f"{at}.clauses", "a filter narrows a comparison, and this rule has none")
        for n, one in enumerate(clauses):
            if outcome.approval.is_automatic and asks_unknown(one):
                self.off(
                    f"{at}.clauses.{n}",
                    "nothing is approved or rejected by itself on what is not known: "
                    "choose approval needed, or a clause that what is unknown does not pass",
                )

    # -- the small ones --------------------------------------------------------------------------

    def object(self, at: str, sent: Any, known: set[str]) -> Mapping[str, Any]:
        if not isinstance(sent, Mapping):
            self.off(at, "an object is expected here")
            return {}
        self.known(f"{at}.", sent, known)
        return sent

    def known(self, at: str, sent: Mapping[str, Any], names: set[str]) -> None:
        for name in sorted(set(sent) - names):
            self.off(f"{at}{name[:60]}", f"not known here; known: {', '.join(sorted(names))}")

    def text(self, at: str, sent: Any, longest: int) -> str:
        if not isinstance(sent, str):
            if sent is not None:
                self.off(at, "a text is expected here")
            return ""
        if len(sent) > longest:
            self.off(at, f"at most {longest} characters")
        return sent.strip()

    def yes_no(self, at: str, sent: Any) -> bool:
        if not isinstance(sent, bool):
            self.off(at, "true or false is expected here")
        return sent is True

    def choice(self, at: str, sent: Any, known: Mapping[str, str]) -> str:
        if isinstance(sent, str) and sent in known:
            return str(sent)
        if known:
            self.off(at, f"choose one of: {', '.join(map(str, known))}")
        return ""


def is_number(text: str) -> bool:
    return bool(NUMBER.fullmatch(text.strip()))


def in_words(place: str) -> str:
    """rules.2.clauses.0.value as rule 3, clause 1, value."""
    parts = place.split(".")
    counted = {"rules": "rule", "clauses": "clause"}
    told = [
        f"{counted[one]} {int(parts[n + 1]) + 1}" if one in counted and n + 1 < len(parts) else one
        for n, one in enumerate(parts)
        if not one.isdigit()
    ]
    return ", ".join(told)


def read(sent: Mapping[str, Any], terms: Terms) -> RuleBook:
    """The rules that were sent, in their order; NotUnderstood names each place that is wrong."""
    return Reader(terms).book(sent)


def written(book: RuleBook) -> dict[str, Any]:
    """A book as it is sent and read: what `read` reads again."""
    return {"rules": [asdict(one) for one in book.rules], "default": asdict(book.default),
            "note": book.note}  # fmt: skip
