"""The seven steps of the demonstration; each one's title is the first line of its function."""

from local.steps.arriving import a_digitiser_takes_it, the_desk_finds_out, the_list_asks
from local.steps.reading import a_student_reads
from local.steps.rejecting import one_is_rejected
from local.steps.working import the_desk_works, the_link_is_made

STEPS = (
    the_list_asks,
    the_desk_finds_out,
    a_digitiser_takes_it,
    the_desk_works,
    the_link_is_made,
    a_student_reads,
    one_is_rejected,
)
