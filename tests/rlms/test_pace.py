"""Not more than ten calls a second to one system."""

from dataclasses import dataclass, field

from chalicelib.domain.calls import Call, Reply
from chalicelib.rlms._pace import Paced


@dataclass
class Clock:
    now: float = 100.0
    made: list[tuple[str, float]] = field(default_factory=list)

    def call(self, receiver: str, call: Call) -> Reply:
        self.made.append((receiver, self.now))
        return Reply(200)

    def sleep(self, seconds: float) -> None:
        self.now += seconds

    def paced(self, per_second: int = 10) -> Paced:
        return Paced(self.call, per_second, lambda: self.now, self.sleep)


def test_ten_calls_go_at_once_and_the_eleventh_waits_out_the_second():
    clock = Clock()
    paced = clock.paced()

    for _ in range(11):
        paced("leganto", Call("GET", "/"))

    assert [at for _, at in clock.made] == [100.0] * 10 + [101.0]


def test_never_more_than_so_many_stand_within_any_second():
    clock = Clock()
    paced = clock.paced(3)

    for number in range(40):
        clock.now += 0.05 * (number % 7)
        paced("leganto", Call("GET", "/"))

    times = [at for _, at in clock.made]
    assert all(later - first >= 1.0 - 1e-9 for first, later in zip(times, times[3:], strict=False))


def test_systems_do_not_wait_for_each_other():
    clock = Clock()
    paced = clock.paced(1)

    paced("leganto", Call("GET", "/"))
    paced("talis", Call("GET", "/"))

    assert clock.now == 100.0


def test_whoever_calls_seldom_never_waits():
    clock = Clock()
    paced = clock.paced(2)

    for _ in range(5):
        clock.now += 1
        paced("leganto", Call("GET", "/"))

    assert clock.now == 105.0
