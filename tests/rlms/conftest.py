"""The local Alma, served for real."""

from tests.local.conftest import square, town

__all__ = ["square", "town"]
