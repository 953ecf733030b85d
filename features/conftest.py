"""Every feature runs against every matcher: plain evaluation, durable_rules, and Polars."""

import pytest

from stratagem.advisor import MatcherName
from stratagem.testing.steps import *  # noqa: F403


@pytest.fixture(autouse=True, params=["reference", "live", "columnar"])
def matcher(request: pytest.FixtureRequest) -> MatcherName:
    """Which matcher decides."""
    return request.param
