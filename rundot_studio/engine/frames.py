"""Length-prefixed msgpack messages over a pipe: how the engine talks to its worker processes."""

import struct
from typing import IO, Any

import msgspec

_HEADER = struct.Struct(">I")


def write_frame(stream: IO[bytes], message: Any) -> None:
    """Send one message. Raises OSError when the other end is gone."""
    body = msgspec.msgpack.encode(message)
    stream.write(_HEADER.pack(len(body)))
    stream.write(body)
    stream.flush()


def read_frame(stream: IO[bytes]) -> Any:
    """The next message. Raises EOFError when the other end is gone."""
    header = _read_exactly(stream, _HEADER.size)
    return msgspec.msgpack.decode(_read_exactly(stream, _HEADER.unpack(header)[0]))


def _read_exactly(stream: IO[bytes], count: int) -> bytes:
    data = stream.read(count)
    if len(data) < count:
        raise EOFError
    return data
