"""Which addresses of schedulers are taken."""

from __future__ import annotations

import pytest

from outreach.cluster.address import scheduler
from outreach.diagnostics import WrongUsage


@pytest.mark.parametrize(
    "address",
    ["tcp://127.0.0.1:8786", "tcp://localhost:8786", "tcp://[::1]:8786", "tcp://127.8.0.1:1", "tls://10.0.0.7:8786"],
)
def test_this_machine_and_ciphers_are_taken(address: str) -> None:
    """As they stand."""
    assert scheduler(address, insecure=False) == address


@pytest.mark.parametrize("address", ["tcp://10.0.0.7:8786", "tcp://farm:8786", "tcp://127.0.0.1.example:8786"])
def test_another_machine_without_a_cipher_must_be_meant(address: str) -> None:
    """Whoever reaches a scheduler may run programs on it."""
    with pytest.raises(WrongUsage, match="neither password nor cipher"):
        scheduler(address, insecure=False)
    assert scheduler(address, insecure=True) == address


@pytest.mark.parametrize(
    "address",
    ["", "10.0.0.7", "10.0.0.7:8786", "tcp://10.0.0.7", "tcp://:1", "http://a:1", "tcp://a:99999", "inproc://a:1"],
)
def test_what_is_no_address_is_wrong_usage(address: str) -> None:
    """Also when nobody asks for a cipher."""
    with pytest.raises(WrongUsage, match="expected `tcp://HOST:PORT`"):
        scheduler(address, insecure=True)
