"""What must be said about a copy for one patron: for whom it is, and how it is delivered."""

from chalicelib.domain.say import Said, note, one_of, text
from chalicelib.domain.say_rights import Piece


class Delivery(Said):
    """Deliver: as the rule has it, or otherwise, with the reason (A130)."""

    how: str = one_of("How (empty: as the rule has it)", "deliveries", default="")
    note: str = note("Why otherwise than the rule has it")


class ForWhom(Said):
    """For a course, or for one patron: then whom the letter goes to."""

    purpose: str = one_of("For", "purposes")
    name: str = text("Patron's name", 200, default="")
    email: str = text("Patron's e-mail address", 200, default="")


class DeliveryEdited(Piece):
    """A file to deliver anew: what is not said stays (A173)."""

    delivery: str = one_of("File", "delivery")


class DeliveryChoice(Said):
    delivery: str = one_of("File", "delivery")
