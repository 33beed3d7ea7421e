"""Courses on the deployed stack: from the registry's file to a request that serves two of them."""

import uuid
from collections.abc import Callable, Iterator

import httpx
import pytest

from local.product import Product
from tests.e2e.desk_user import DeskUser, an_event, signed

Bearer = Callable[[str], dict[str, str]]


@pytest.fixture
def code() -> str:
    """A code that no other test uses."""
    return f"T{uuid.uuid4().hex[:8]}".upper()


@pytest.fixture
def digitiser(product: Product, bearer: Bearer) -> Iterator[DeskUser]:
    user = DeskUser(product, bearer("digitiser"))
    with user.web:
        yield user


def upload(product: Product, headers: dict[str, str], text: str) -> httpx.Response:
    path = f"{product.url}/api/courses/import"
    return httpx.post(path, content=text.encode(), headers=headers, timeout=60)


def test_a_file_of_courses_is_applied_whole_or_not_at_all(
    product: Product, bearer: Bearer, code: str
) -> None:
    headers = bearer("administrator")
    good = f"CourseCode,CourseName\n{code},The sea\n"

    refused = upload(product, headers, f"{good}{code}X,\n")
    applied = upload(product, headers, good)
    again = upload(product, headers, good)

    assert (refused.status_code, refused.json()["refused"][0]["row"]) == (422, 3)
    assert applied.json()["created"] == [code]
    assert (again.json()["created"], again.json()["unchanged"]) == ([], 1)


def test_a_request_is_matched_by_the_code_that_a_course_had_and_serves_a_new_one_too(
    product: Product, bearer: Bearer, digitiser: DeskUser, code: str
) -> None:
    administrator = bearer("administrator")
    upload(product, administrator, f"CourseCode,CourseName\n{code},The sea\n")
    upload(product, administrator, f"CourseCode,NewCourseCode\n{code},{code}B\n")
    event = an_event("A chapter for two courses")
    sent = httpx.post(
        f"{product.url}/api/webhooks/leganto", content=event, headers=signed(event), timeout=60
    )
    request = sent.json()["request"]
    digitiser.act(request, "assign")

    digitiser.act(request, "match-course", course=code)
    digitiser.until_answered("POST", "/api/courses", json={"code": f"{code}C", "name": "The coast"})
    digitiser.act(request, "add-course", course=f"{code}C")

    served = digitiser.read(request)["request"]["courses"]
    assert [one["code"] for one in served] == [f"{code}B", f"{code}C"]
