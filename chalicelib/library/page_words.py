"""Numbers of pages as people write them."""

from collections.abc import Iterable, Sequence

from chalicelib.domain.pictures import MOST_DRAWN

MOST_RUNS = 12


def named(numbers: Sequence[int]) -> str:
    """Page 3; Pages 1-4, 9."""
    all_runs = runs(numbers)
    more = [f"and {len(all_runs) - MOST_RUNS} more"] if len(all_runs) > MOST_RUNS else []
    said = ", ".join([*all_runs[:MOST_RUNS], *more])
    return f"{'Page' if len(numbers) == 1 else 'Pages'} {said}"


def at(numbers: Iterable[int]) -> str:
    """At which pictures a finding stands: so many pages have one, and no row of ours grows."""
    return ", ".join(runs(one for one in numbers if one <= MOST_DRAWN))


def runs(numbers: Iterable[int]) -> list[str]:
    """Numbers that follow each other as one: 1-4, 9."""
    found = list[list[int]]()
    for number in numbers:
        if found and found[-1][-1] == number - 1:
            found[-1].append(number)
        else:
            found.append([number])
    return [str(run[0]) if len(run) == 1 else f"{run[0]}-{run[-1]}" for run in found]
