"""Where a cluster is: `tcp://HOST:PORT` or `tls://HOST:PORT`. Whoever reaches a scheduler may run programs on it."""

from __future__ import annotations

import ipaddress
from urllib.parse import SplitResult, urlsplit

from outreach.diagnostics import NOWHERE, WrongUsage, error
from outreach.messages import msg


def scheduler(address: str, insecure: bool) -> str:
    """The address, when it may be used. Raises WrongUsage for one that cannot be read, and for plain TCP to another
    machine unless `insecure`: it has no password and no cipher.
    """
    parts = urlsplit(address)
    if parts.scheme not in ("tcp", "tls") or not parts.hostname or not _port(parts) or parts.path:
        raise WrongUsage([error("cluster", NOWHERE, msg(
            "expected `tcp://HOST:PORT` or `tls://HOST:PORT`, found `{address}`", address=address))])  # fmt: skip
    if parts.scheme == "tcp" and not insecure and not _here(parts.hostname):
        message = msg("`{address}` is another machine, and `tcp` has neither password nor cipher", address=address)
        hint = msg("use `tls://` (see the guide of the cluster); in a network of your own, `--insecure-cluster`")
        raise WrongUsage([error("cluster", NOWHERE, message, hint)])
    return address


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        return None


def _here(host: str) -> bool:
    """Can only this machine be meant?"""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False
