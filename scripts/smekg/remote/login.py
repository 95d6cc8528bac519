"""Logging in to a server: Basic and Digest, never at another address than those that were given."""

from __future__ import annotations

import base64
import ipaddress
import urllib.request
from collections.abc import Iterable
from dataclasses import dataclass, field
from email.message import Message
from http.client import HTTPResponse
from typing import IO
from urllib.parse import urlsplit

__all__ = ["Login", "LoginHandler", "travels_in_clear"]


@dataclass(frozen=True)
class Login:
    """Who asks.

    Attributes:
        user: The name.
        password: The password; not shown where the object is.
    """

    user: str
    password: str = field(repr=False)


class LoginHandler(urllib.request.HTTPDigestAuthHandler):
    """Answers a challenge once, and remembers it.

    The handlers of `urllib` send every body twice, the first time to be refused; and they try a wrong
    password six times, which may lock the account.
    """

    def __init__(self, addresses: Iterable[str], login: Login) -> None:
        passwords = urllib.request.HTTPPasswordMgrWithDefaultRealm()
        for address in addresses:
            passwords.add_password(None, address, login.user, login.password)
        super().__init__(passwords)
        self._passwords = passwords
        self._challenges: dict[str, str] = {}
        self._answered: urllib.request.Request | None = None

    def http_request(self, request: urllib.request.Request) -> urllib.request.Request:
        """Log in at once where the address has asked for it before."""
        challenge = self._challenges.get(_place(request))
        if challenge is not None and not request.has_header("Authorization"):
            self._answer(request, challenge)
        return request

    https_request = http_request

    def http_error_401(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: Message,
    ) -> HTTPResponse | None:
        """Answer a challenge, unless this request has just answered one."""
        challenge = _challenge(headers)
        if req is self._answered or challenge is None or not self._answer(req, challenge):
            return None
        self._challenges[_place(req)] = challenge
        self._answered = req
        try:
            response: HTTPResponse = self.parent.open(req, timeout=req.timeout)
        finally:
            self._answered = None
        return response

    def _answer(self, request: urllib.request.Request, challenge: str) -> bool:
        scheme, _, parameters = challenge.partition(" ")
        if scheme.lower() == "digest":
            items = urllib.request.parse_http_list(parameters)
            given = urllib.request.parse_keqv_list([item for item in items if "=" in item])
            try:
                proof = self.get_authorization(request, given)
            except ValueError:  # an algorithm that urllib does not know
                return False
        else:
            user, password = self._passwords.find_user_password("", request.full_url)
            proof = user and base64.b64encode(f"{user}:{password}".encode()).decode()
        if not proof:
            return False
        request.add_unredirected_header("Authorization", f"{scheme} {proof}")
        return True


def travels_in_clear(address: str) -> bool:
    """Whether what is sent to an address leaves this machine without encryption.

    Args:
        address: The address.

    Returns:
        True for plain `http` to another machine.
    """
    parts = urlsplit(address)
    host = parts.hostname or ""
    try:
        here = ipaddress.ip_address(host).is_loopback
    except ValueError:
        here = host == "localhost" or host.endswith(".localhost")
    return parts.scheme != "https" and not here


def _place(request: urllib.request.Request) -> str:
    return request.full_url.partition("?")[0]


def _challenge(headers: Message) -> str | None:
    """The challenge to answer: Digest before Basic, which gives the password away."""
    given = [header.strip() for header in headers.get_all("WWW-Authenticate", [])]
    for scheme in ("digest ", "basic"):
        for challenge in given:
            if challenge.lower().startswith(scheme):
                return challenge
    return None
