"""A letter to a patron made ready: its files are there and fit into a mail, or it has the link."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from chalicelib.domain import delivery, letters
from chalicelib.domain.errors import Busy, TooLarge
from chalicelib.domain.request import Request
from chalicelib.domain.telling import NotYet, Outgoing, TryAgain

READING = "reading"


@dataclass(frozen=True, kw_only=True)
class Parcels:
    """`reading` is the key of today's reading copy, empty while it is being prepared; `otherwise`
    writes down that the files go by the link instead; `mb` is what a mail may have, encoded."""

    reading: Callable[[Request], str]
    read: Callable[[str], bytes]
    otherwise: Callable[[str, str], Request]
    mb: int

    def ready(self, one: Outgoing, request: Request) -> tuple[Outgoing, Request]:
        """The message with the keys of its files; NotYet while one of them is being prepared."""
        keys, given = one.facts.get("attach", "").split(), request.delivered
        if one.facts.get("letter") != delivery.LETTER or not keys or given is None:
            return one, request
        if given.how != delivery.ATTACHMENT:
            return self.with_link(one, request)
        found = [self.reading(request) if key == READING else key for key in keys]
        if not all(found):
            raise NotYet("The reading copy is still being prepared.")
        if why := self.too_much(found):
            return self.with_link(one, self.otherwise(request.id, why))
        return replace(one, facts={**one.facts, "attach": " ".join(found)}), request

    def with_link(self, one: Outgoing, request: Request) -> tuple[Outgoing, Request]:
        """The letter as the delivery stands by now, to whom it was going."""
        to = {name: said for name, said in one.facts.items() if name == letters.ADDRESS}
        return replace(one, facts={**delivery.letter(request), **to}), request

    def too_much(self, keys: list[str]) -> str:
        """Why the files as they are now are not mailed; empty where they are."""
        sizes = []
        for key in keys:
            try:
                sizes.append(len(self.read(key)))
            except TooLarge:
                return "A file is larger than a mail may have, so it is behind the link."
            except Busy as busy:
                raise TryAgain("The file could not be read just now.") from busy
        return delivery.too_large(sizes, self.mb)
