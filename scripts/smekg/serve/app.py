"""The web application: the site, the endpoint, and what holds for every response."""

from __future__ import annotations

from pathlib import Path

from starlette.applications import Starlette
from starlette.datastructures import MutableHeaders
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware
from starlette.middleware.gzip import GZipMiddleware
from starlette.routing import Mount, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from smekg.serve.endpoint import Endpoint
from smekg.serve.site import SiteFiles

__all__ = ["SECURITY_HEADERS", "make_app"]

SECURITY_HEADERS = {
    # Whatever a page holds, the browser sends no request to another server for it, and runs no code that
    # stands in it. The editor writes styles of its own.
    "Content-Security-Policy": (
        "default-src 'self' data: blob:; script-src 'self' 'wasm-unsafe-eval'; "
        "style-src 'self' 'unsafe-inline'; "
        "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'self'"
    ),
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
}


class SecurityHeaders:
    """Adds `SECURITY_HEADERS` to every response."""

    def __init__(self, app: ASGIApp) -> None:
        """Wrap an application.

        Args:
            app: The application.
        """
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, and its response back with the headers."""

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                MutableHeaders(scope=message).update(SECURITY_HEADERS)
            await send(message)

        await self.app(scope, receive, send_with_headers)


def make_app(site: Path, endpoint: Endpoint) -> Starlette:
    """Put the application together.

    Args:
        site: The folder of the site.
        endpoint: What answers `/sparql`.

    Returns:
        The application.
    """
    return Starlette(
        routes=[
            Route("/sparql", endpoint, methods=["GET", "HEAD", "POST"]),
            Mount("/", SiteFiles(site)),
        ],
        middleware=[
            Middleware(SecurityHeaders),
            Middleware(CORSMiddleware, allow_origins=["*"], allow_methods=["GET", "HEAD", "POST"]),
            Middleware(GZipMiddleware, minimum_size=1000, compresslevel=6),
        ],
    )
