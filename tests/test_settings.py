"""What the deployment says about itself is read whole, or nothing starts."""

import pytest

from chalicelib.settings import NotConfigured, read

ENV = {"TABLE": "desk", "PUBLIC_URL": "https://desk.university.example/"}


def test_all_that_is_missing_is_named_at_once():
    with pytest.raises(NotConfigured, match="TABLE, PUBLIC_URL"):
        read({})


def test_a_role_that_there_is_not_is_found_at_the_start_and_not_at_a_sign_in():
    with pytest.raises(NotConfigured, match="digitizer"):
        read(ENV | {"OIDC_ROLES": '{"scanning": "digitizer"}'})


@pytest.mark.parametrize("name", ["desk", "list", "anyone"])
def test_no_group_makes_somebody_the_desk_itself(name):
    with pytest.raises(NotConfigured, match=name):
        read(ENV | {"OIDC_ROLES": f'{{"scanning": "{name}"}}'})


@pytest.mark.parametrize("seconds", ["0", "3601", "²", "five"])
def test_an_address_of_a_scan_lives_for_seconds(seconds):
    with pytest.raises(NotConfigured, match="LINK_SECONDS"):
        read(ENV | {"LINK_SECONDS": seconds})
