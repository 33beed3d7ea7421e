"""What the deployment says about itself is read whole, or nothing starts."""

import pytest

from chalicelib.settings import NotConfigured, read

ENV = {"TABLE": "desk", "PUBLIC_URL": "https://desk.university.example/"}


def test_all_that_is_missing_is_named_at_once():
    with pytest.raises(NotConfigured, match="TABLE, PUBLIC_URL"):
        read({})


@pytest.mark.parametrize(
    ("said", "packs"),
    [
        ("", ("cla-he",)),
        ("icla", ("icla",)),
        ("cla-he, s36", ("cla-he", "s36")),
        (" s36 cla-he,s36 ", ("s36", "cla-he")),
    ],
)
def test_the_policy_packs_are_in_the_order_in_which_they_are_named(said, packs):
    assert read(ENV | {"PACKS": said}).packs == packs


def test_changes_of_packs_are_an_object_of_json():
    assert read(ENV).pack_changes == {}
    assert read(ENV | {"PACK_CHANGES": '{"cla-he": {}}'}).pack_changes == {"cla-he": {}}
    with pytest.raises(NotConfigured, match="PACK_CHANGES is not JSON"):
        read(ENV | {"PACK_CHANGES": "{'cla-he'}"})


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


@pytest.mark.parametrize(
    ("said", "named"),
    [
        ("[]", "FORM is a JSON object"),
        ('{"on": "yes"}', "FORM is written like"),
        ('{"on": true, "mandatory": "pages"}', "FORM is written like"),
        ('{"on": true, "who": [""]}', "FORM is written like"),
        ('{"on": true, "mandatory": ["page"]}', "FORM.mandatory names page"),
        ('{"one": true}', "FORM has one"),
    ],
)
def test_a_request_form_that_is_set_up_wrongly_is_named(said: str, named: str):
    with pytest.raises(NotConfigured, match=named):
        read(ENV | {"FORM": said})


def test_the_request_form_is_off_unless_it_is_switched_on_and_makes_nobody_a_teacher():
    plain, on = read(ENV), read(ENV | {"FORM": '{"on": true}'})

    assert (plain.form.on, plain.affiliations["teacher"]) == (False, frozenset())
    assert on.affiliations["teacher"] == {"staff", "faculty"}


def test_whether_courses_had_readings_elsewhere_is_expected_or_none():
    assert not read(ENV).history_expected
    assert read(ENV | {"HISTORY": "expected"}).history_expected
    with pytest.raises(NotConfigured, match="HISTORY is expected or none"):
        read(ENV | {"HISTORY": "some"})


def test_an_answer_of_cla_holds_a_month_unless_the_library_says_otherwise():
    env = {"TABLE": "desk", "PUBLIC_URL": "https://desk.example"}

    assert read(env).permission_days == 30
    assert read(env | {"SYSTEMS": '{"cla": {"days": "7"}}'}).permission_days == 7


@pytest.mark.parametrize(
    "cla", ['{"days": "0"}', '{"days": "x"}', '{"day": "7"}', '{"licence_type": "HE"}']
)
def test_a_setting_of_cla_that_cannot_be_is_refused(cla):
    env = {"TABLE": "desk", "PUBLIC_URL": "https://desk.example"}

    with pytest.raises(NotConfigured, match=r"SYSTEMS\.cla"):
        read(env | {"SYSTEMS": f'{{"cla": {cla}}}'})


def test_sizes_and_days_of_delivery_have_defaults_and_bounds():
    assert read(ENV).delivery.patron_file_mb == 10
    assert read(ENV | {"DELIVERY": '{"warn_days": 14}'}).delivery.warn_days == 14
    with pytest.raises(NotConfigured, match="warn_days is a whole number from 0 to 90"):
        read(ENV | {"DELIVERY": '{"warn_days": 500}'})
    with pytest.raises(NotConfigured, match="there is no warn_day;"):
        read(ENV | {"DELIVERY": '{"warn_day": 5}'})
    with pytest.raises(NotConfigured, match="accessible_to is a list"):
        read(ENV | {"DELIVERY": '{"accessible_to": "a@b.example"}'})
