"""The static site, served from its folder the way that common hosts of static sites do."""

from __future__ import annotations

import mimetypes
import os
import stat
from pathlib import Path, PurePath

from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.staticfiles import NotModifiedResponse, PathLike, StaticFiles
from starlette.types import Scope

__all__ = ["SiteFiles", "content_type"]

#: Types that matter here, whatever the machine's own list says.
TYPES = {
    ".bib": "application/x-bibtex; charset=utf-8",
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".gz": "application/gzip",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".map": "application/json",
    ".md": "text/markdown; charset=utf-8",
    ".mjs": "text/javascript; charset=utf-8",
    ".nq": "application/n-quads",
    ".nt": "application/n-triples",
    ".rdf": "application/rdf+xml",
    ".rq": "application/sparql-query",
    ".svg": "image/svg+xml",
    ".ttl": "text/turtle; charset=utf-8",
    ".txt": "text/plain; charset=utf-8",
    ".wasm": "application/wasm",
    ".webmanifest": "application/manifest+json",
    ".woff2": "font/woff2",
    ".xml": "application/xml",
}


def content_type(name: str) -> str:
    """Choose the media type of a file.

    Args:
        name: Its name. A compressed file is sent as what it is, never as an encoding of something else.

    Returns:
        The media type with its charset.
    """
    suffix = PurePath(name).suffix.lower()
    guessed, encoding = mimetypes.guess_type(name)
    return TYPES.get(suffix) or (guessed if guessed and not encoding else "application/octet-stream")


class SiteFiles(StaticFiles):
    """A folder of files: `x` stands for `x.html`, `x/` for `x/index.html`; no listing, no hidden file."""

    def __init__(self, directory: PathLike) -> None:
        """Serve a folder.

        Args:
            directory: The folder. Links that lead out of it are not followed.
        """
        super().__init__(directory=directory, html=True, follow_symlink=False)

    async def get_response(self, path: str, scope: Scope) -> Response:
        """Answer a request for a file; see the base class."""
        if scope["path"].endswith("/"):
            path = os.path.join(path, "index.html")  # noqa: PTH118 - the base class works on texts
        try:
            return await super().get_response(path, scope)
        except HTTPException as error:
            # To the outside, what may not be read is not there.
            raise HTTPException(404) if error.status_code == 401 else error from None

    def lookup_path(self, path: str) -> tuple[str, os.stat_result | None]:
        """Find a file; see the base class."""
        if any(part.startswith(".") for part in Path(path).parts):
            return "", None
        found, status = super().lookup_path(path)
        if status is not None and stat.S_ISREG(status.st_mode):
            return found, status
        page, page_status = super().lookup_path(f"{path}.html")
        if page_status is not None and stat.S_ISREG(page_status.st_mode):
            return page, page_status
        return found, status

    def file_response(
        self, full_path: PathLike, stat_result: os.stat_result, scope: Scope, status_code: int = 200
    ) -> Response:
        """Make the response with a file; see the base class."""
        response = super().file_response(full_path, stat_result, scope, status_code)
        if not isinstance(response, NotModifiedResponse):
            response.headers["Content-Type"] = content_type(os.fspath(full_path))
        # A site that is built again shows at once; what has not changed is not sent again.
        response.headers["Cache-Control"] = "no-cache"
        return response
