"""The app's two icons, drawn here: a ring of seats round a table, the quorum's seats filled."""

from __future__ import annotations

import math
import struct
import zlib
from collections.abc import Callable

Pixel = tuple[int, int, int, int]

BLUE: Pixel = (0x1F, 0x4E, 0x79, 255)
WHITE: Pixel = (255, 255, 255, 255)
CLEAR: Pixel = (255, 255, 255, 0)
ROUND = [2 * math.pi * seat / 6 - math.pi / 2 for seat in range(6)]
SEATS = [(0.58 * math.cos(angle), 0.58 * math.sin(angle)) for angle in ROUND]


def colour_icon() -> bytes:
    """192 × 192, full colour (PNG)."""
    return _png(192, lambda x, y: WHITE if _drawn(x, y) else BLUE)


def outline_icon() -> bytes:
    """32 × 32, white on transparent (PNG), as Teams asks for the app bar."""
    return _png(32, lambda x, y: WHITE if _drawn(x, y) else CLEAR)


def _drawn(x: float, y: float) -> bool:
    """True where the picture is, in a square from -1 to 1."""
    if math.hypot(x, y) < 0.26:
        return True
    return any(math.hypot(x - across, y - down) < 0.17 for across, down in SEATS)


def _png(side: int, colour: Callable[[float, float], Pixel]) -> bytes:
    rows = bytearray()
    for down in range(side):
        rows.append(0)
        for across in range(side):
            rows += bytes(colour((across + 0.5) * 2 / side - 1, (down + 0.5) * 2 / side - 1))
    header = struct.pack(">IIBBBBB", side, side, 8, 6, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), 9)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(_chunk(kind, data) for kind, data in chunks)


def _chunk(kind: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
