"""Bytes that are the same wherever and whenever they are made."""

from __future__ import annotations

import gzip
import io

__all__ = ["gzipped"]


def gzipped(data: bytes, level: int = 9) -> bytes:
    """Compress, without the time of writing and without the system on which it was written.

    Byte 10 of the header is for the system; `gzip.compress` fills it in up to Python 3.12, and not in 3.13.

    Args:
        data: What is compressed.
        level: How much time to take for it, 0 to 9.

    Returns:
        A gzip file of one member (RFC 1952).
    """
    packed = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", fileobj=packed, compresslevel=level, mtime=0) as file:
        file.write(data)
    return packed.getvalue()
