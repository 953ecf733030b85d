"""Every feature runs against both matchers: plain evaluation, and durable_rules."""

import pytest

from stratagem.advisor import MatcherName
from stratagem.testing.steps import *  # noqa: F403


@pytest.fixture(autouse=True, params=["reference", "live"])
def matcher(request: pytest.FixtureRequest) -> MatcherName:
    """Which matcher decides."""
    return request.param
