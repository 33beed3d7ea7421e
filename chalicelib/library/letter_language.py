"""What a letter's template may say: the part of jinja2 in which nothing can be computed at length.

The tree of a template is walked before it is ever rendered, and what is not on these lists is an
error with its line. There is no assignment, no function call, no multiplication, no macro and no
other file, and a loop runs over a listed list and stands in no other loop. So the time and the
memory that a letter takes grow with its template and its lists, and with nothing else.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from jinja2 import nodes
from jinja2.exceptions import TemplateSyntaxError

from chalicelib.domain.letter_kinds import LetterKind

FILTERS = frozenset(
    {"trim", "upper", "lower", "title", "capitalize", "default", "d", "e", "escape",
     "length", "count", "truncate"}
)  # fmt: skip
TESTS = frozenset({"defined", "undefined", "none", "even", "odd"})
#: What may stand in a template, by the name of its node; whatever is not here is refused.
ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Name, nodes.Const, nodes.Getattr,
    nodes.If, nodes.For, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And,
    nodes.Or, nodes.Not, nodes.CondExpr, nodes.Sub,
)  # fmt: skip
WORDS: Mapping[type, str] = {
    nodes.Call: "Nothing can be called here",
    nodes.Assign: "Nothing can be set here",
    nodes.AssignBlock: "Nothing can be set here",
    nodes.Include: "No other file can be read from a letter",
    nodes.Import: "No other file can be read from a letter",
    nodes.FromImport: "No other file can be read from a letter",
    nodes.Extends: "No other file can be read from a letter",
    nodes.Macro: "There are no macros in letters",
    nodes.Mul: "Nothing can be multiplied here",
    nodes.Pow: "Nothing can be multiplied here",
}
#: Deeper than any letter; jinja2 itself reads a few hundred before Python stops it.
DEEPEST = 40
LOOP = frozenset({"first", "last", "index", "length"})


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong in which line of which part."""

    line: int
    words: str


def faults(environment: Any, source: str, kind: LetterKind) -> list[Fault]:
    """All that this template may not say, in the order of its lines; none where it is good."""
    try:
        tree = environment.parse(source)
    except TemplateSyntaxError as wrong:
        return [Fault(wrong.lineno, f"{wrong.message}")]
    except RecursionError:
        return [Fault(1, "It is nested too deeply")]
    except ValueError:
        return [Fault(1, "It holds a number that nobody can read")]
    try:
        return sorted(set(Walk(kind).faults(tree, {}, 0)), key=lambda one: (one.line, one.words))
    except RecursionError:
        return [Fault(1, "It is nested too deeply")]


class Walk:
    """One walk through one template; a scope says what each variable of a loop holds."""

    def __init__(self, kind: LetterKind) -> None:
        self.kind = kind

    def faults(self, node: nodes.Node, scope: Mapping[str, Any], depth: int) -> Iterator[Fault]:
        if depth > DEEPEST:
            yield Fault(node.lineno, "It is nested too deeply")
            return
        if not isinstance(node, ALLOWED):
            yield Fault(node.lineno, WORDS.get(type(node), self.unlisted(node)))
            return
        if isinstance(node, nodes.For):
            yield from self.loop(node, scope, depth)
            return
        yield from self.own(node, scope)
        if isinstance(node, nodes.Getattr):
            return
        for child in node.iter_child_nodes():
            yield from self.faults(child, scope, depth + 1)

    def unlisted(self, node: nodes.Node) -> str:
        return f"{type(node).__name__} is not for letters: {{{{ variable }}}}, if and for are"

    def own(self, node: nodes.Node, scope: Mapping[str, Any]) -> Iterator[Fault]:
        """What is wrong with the node itself."""
        if isinstance(node, nodes.Name):
            yield from self.named(node, scope)
        elif isinstance(node, nodes.Getattr):
            yield from self.member(node, scope)
        elif isinstance(node, nodes.Filter) and node.name not in FILTERS:
            yield Fault(
                node.lineno, f"There is no filter {node.name}: {', '.join(sorted(FILTERS))}"
            )
        elif isinstance(node, nodes.Filter) and (node.dyn_args or node.dyn_kwargs):
            yield Fault(node.lineno, "A filter takes its arguments one by one")
        elif isinstance(node, nodes.Test) and node.name not in TESTS:
            yield Fault(node.lineno, f"There is no test {node.name}: {', '.join(sorted(TESTS))}")

    def named(self, node: nodes.Name, scope: Mapping[str, Any]) -> Iterator[Fault]:
        known = {*self.kind.variables, *self.kind.lists, *scope}
        if node.name not in known:
            there = ", ".join(sorted(known))
            yield Fault(node.lineno, f"There is no variable {node.name[:40]}; there are {there}")

    def member(self, node: nodes.Getattr, scope: Mapping[str, Any]) -> Iterator[Fault]:
        """`one.title`, where `one` is an entry of a list: its columns and no more."""
        inner = node.node
        if not (isinstance(inner, nodes.Name) and inner.name in scope):
            yield Fault(node.lineno, "Only an entry of a list has parts, as in {{ one.title }}")
        elif node.attr not in scope[inner.name]:
            there = ", ".join(sorted(scope[inner.name]))
            words = f"{inner.name} has no {node.attr[:40]}; it has {there}"
            yield Fault(node.lineno, words)

    def loop(self, node: nodes.For, scope: Mapping[str, Any], depth: int) -> Iterator[Fault]:
        source, target = node.iter, node.target
        if scope:
            yield Fault(node.lineno, "A loop in a loop is not for letters")
        elif not (isinstance(source, nodes.Name) and source.name in self.kind.columns):
            lists = ", ".join(self.kind.lists) or "none in this letter"
            yield Fault(node.lineno, f"A loop runs over a list; there are: {lists}")
        elif not isinstance(target, nodes.Name) or node.recursive or node.test:
            yield Fault(node.lineno, "A loop is written {% for one in LIST %}")
        else:
            columns = self.kind.columns[source.name]
            inside = {target.name: columns, "loop": dict.fromkeys(LOOP)}
            for child in (*node.body, *node.else_):
                yield from self.faults(child, inside, depth + 1)
