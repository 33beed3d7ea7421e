"""The institution's own terms: what is configuration and not law."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from chalicelib.domain import reasons
from chalicelib.domain.delivery_terms import DeliveryTerms
from chalicelib.domain.licence import SECOND_EXTRACT
from chalicelib.domain.packs import Pack
from chalicelib.domain.people import Person

if TYPE_CHECKING:  # a claim knows requests, and they know these terms by name only
    from chalicelib.domain.claims import Claim


@dataclass(frozen=True, slots=True)
class Terms:
    """What the deployment chose. `packs` are its policy packs in order, with all their versions."""

    institution: str = "The University"
    zone: ZoneInfo = ZoneInfo("Europe/London")
    rejections: tuple[reasons.Reason, ...] = reasons.DEFAULT
    approvals: tuple[reasons.Reason, ...] = reasons.APPROVALS
    refusals: tuple[reasons.Reason, ...] = reasons.REFUSALS
    cancellations: tuple[reasons.Reason, ...] = reasons.CANCELLATIONS
    #: (system, kind) that the library has switched off, and the systems that mail for themselves.
    switched_off: frozenset[tuple[str, str]] = frozenset()
    mail_themselves: frozenset[str] = frozenset()
    #: What the requests of a system want approved, and whose form for clearance opens by itself.
    wants: Mapping[str, str] = field(default_factory=dict)
    opens: frozenset[str] = frozenset()
    #: Whether CLA's permission service can be asked, and for how many days an answer holds.
    asks_cla: bool = False
    permission_days: int = 30
    packs: tuple[Pack, ...] = ()
    #: Readings that were live elsewhere are still to be imported, course by course.
    history_expected: bool = False
    delivery: DeliveryTerms = DeliveryTerms()

    @property
    def idle(self) -> frozenset[str]:
        """Actions that nothing is there for in this deployment."""
        without_service = frozenset() if self.asks_cla else frozenset({"check-again"})
        sold = SECOND_EXTRACT in dict(self.bases)
        return without_service | (frozenset() if sold else frozenset({SECOND_EXTRACT}))

    @property
    def unneeded(self) -> frozenset[str]:
        """Needs that this library does not insist on."""
        return frozenset() if self.delivery.dates_required else frozenset({"dates"})

    @property
    def bases(self) -> tuple[tuple[str, str], ...]:
        """What staff choose from as the basis of a copy, as (code, label), in the packs' order.

        A pack that no longer holds stays in the list: who looks at an old request reads its words.
        """
        offered = {code: label for pack in self.packs for code, label in pack.offers}
        return tuple(offered.items()) or reasons.BASES

    def basis_label(self, code: str) -> str:
        """What people call a basis, also one that is no longer offered."""
        return (dict(reasons.BASES) | dict(self.bases)).get(code, code)


@dataclass(frozen=True, slots=True)
class Moment:
    """Who acts, when, under which terms; `found` is what their choice names, `token` is unused.

    `earlier` are the claims that the extent meter adds up, by run; None where nobody looked.
    `not_loaded` are the runs whose course had readings elsewhere that may not all be here yet.
    """

    by: Person
    now: datetime
    terms: Terms = Terms()
    found: object = None
    token: str = ""
    earlier: "Mapping[str, tuple[Claim, ...]] | None" = None
    not_loaded: frozenset[str] = frozenset()

    @property
    def today(self) -> date:
        """The day it is where the institution is, not where the function runs."""
        return self.now.astimezone(self.terms.zone).date()
