"""docs/rules.md has its tables from the code."""

import pytest

from chalicelib.domain.rule_tables import TABLES
from infra.rules_page import PAGE, drawn


def test_the_page_of_rules_is_drawn_from_the_tables():
    page = PAGE.read_text()

    assert page == drawn(page)
    assert all(f"`{name}`" in page for table in TABLES.values() for name in table)


def test_a_page_without_a_place_for_a_table_is_refused():
    with pytest.raises(ValueError, match="no place"):
        drawn("# Rules\n")
