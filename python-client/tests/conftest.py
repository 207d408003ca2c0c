from __future__ import annotations

from collections.abc import Iterator

import pytest
from kit.fake_server import TOKEN, FakeServer

from quant_trading_gym.spec.registration import ENVIRONMENTS


@pytest.fixture
def fake() -> Iterator[FakeServer]:
    server = FakeServer()
    yield server
    server.stop()


@pytest.fixture
def at_fake(fake: FakeServer) -> dict[str, str]:
    """Keyword arguments that lead to the fake server."""
    return {"address": fake.address, "token": TOKEN}


@pytest.fixture(params=ENVIRONMENTS)
def environment_id(request: pytest.FixtureRequest) -> str:
    return request.param
