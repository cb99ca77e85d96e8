"""Files: read only where they are regular, written beside and renamed, never over an input.

A FIFO, a device or a socket is refused and not waited for. What is written is complete or not
there: on a full disk the old file stays.
"""

from __future__ import annotations

import contextlib
import errno
import itertools
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO

Place = tuple[int, int]  # a device and an inode

# the files that this command has read, and those that it has written: none is written over
_read: set[Place] = set()
_written: set[Place] = set()

# the task files that this command has executed, so that it can say so
executed: list[str] = []

KINDS = {
    stat.S_IFIFO: "a FIFO", stat.S_IFCHR: "a device", stat.S_IFBLK: "a device",
    stat.S_IFSOCK: "a socket", stat.S_IFDIR: "a folder",
}  # fmt: skip


class TooLarge(OSError):
    """A file that is not read, since it has more bytes than are read of one; `size` : how many."""

    def __init__(self, path: str | Path, size: int) -> None:
        super().__init__(errno.EFBIG, f"it has {size:,} bytes, more than are read", str(path))
        self.size = size


def forget() -> None:
    """Another command begins: it has read, written and executed nothing yet."""
    _read.clear()
    _written.clear()
    executed.clear()


def read(path: str | Path, most: int) -> bytes:
    """The bytes of a regular file that has at most so many.

    Raises
    ------
    TooLarge
        Where it has more: then none is read.
    OSError
        Where it is no regular file, or cannot be read.
    ValueError
        Where the path holds a null character.
    """
    _refuse_irregular(os.stat(path), path)
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags), "rb") as handle:
        # it may have been exchanged since it was looked at
        found = os.fstat(handle.fileno())
        _refuse_irregular(found, path)
        _read.add(_place(found))
        return _whole(handle, found.st_size, path, most)


def _whole(handle: BinaryIO, size: int, path: str | Path, most: int) -> bytes:
    """All bytes of a file of a size; it may grow, and those of the kernel tell no size."""
    data = handle.read(size + 1) if size <= most else b""
    if len(data) > size:
        data += handle.read(most + 1 - len(data))
    if max(size, len(data)) > most:
        raise TooLarge(path, max(size, len(data)))
    return data


def write(path: str | Path, data: bytes) -> None:
    """Write a file: beside, then renamed, so that the old one stays where that fails.

    Raises
    ------
    OSError
        Where it cannot be written, is no regular file, or was an input of this command, or what
        it wrote before.
    """
    if "\0" in str(path):
        raise OSError(errno.EINVAL, "its name holds a null character", str(path))
    target = Path(os.path.realpath(path))
    mode = _refuse_target(target, path)
    try:
        part, descriptor = _beside(target)
        with _gone_unless_kept(part):
            with open(descriptor, "wb") as handle:
                handle.write(data)
                handle.flush()
                os.fsync(handle.fileno())  # a disk may say only now that it is full
            if mode is not None:
                os.chmod(part, mode)
            os.replace(part, target)
        _written.add(_place(os.stat(target)))
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _place(found: os.stat_result) -> Place:
    return found.st_dev, found.st_ino


def _refuse_target(target: Path, path: str | Path) -> int | None:
    """The mode of the file that is to be replaced, None where there is none."""
    try:
        found = os.stat(target)
    except FileNotFoundError:
        return None
    _refuse_irregular(found, path)
    if _place(found) in _read | _written:
        what = "an input" if _place(found) in _read else "another output"
        words = f"it is {what} of this command, and is not written over"
        raise OSError(errno.EEXIST, words, str(path))
    if not os.access(target, os.W_OK):  # a folder would let it be replaced
        raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    return stat.S_IMODE(found.st_mode)


def _refuse_irregular(found: os.stat_result, path: str | Path) -> None:
    if not stat.S_ISREG(found.st_mode):
        kind = KINDS.get(stat.S_IFMT(found.st_mode), "no regular file")
        words = f"it is {kind}, and a regular file is needed"
        raise OSError(errno.EINVAL, words, str(path))


def _beside(target: Path) -> tuple[Path, int]:
    """A new file in the folder of another, opened to be written."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    for number in itertools.count():
        part = target.parent / f".complexity-{os.getpid()}-{number}.part"
        with contextlib.suppress(FileExistsError):
            return part, os.open(part, flags, 0o666)
    raise AssertionError("a number is free at some time")


@contextlib.contextmanager
def _gone_unless_kept(part: Path) -> Iterator[None]:
    """Remove a file that was not renamed, however its writing ends."""
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            part.unlink()
