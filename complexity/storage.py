"""Files: only regular ones are read; writing is atomic and never replaces an input.

A FIFO, a device or a socket is refused rather than waited for. A written file is complete or
absent: if the disk is full, the old file stays.
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

# the files read and written by this command, which it must not overwrite
_read: set[Place] = set()
_written: set[Place] = set()

# the task files executed by this command, for the report
executed: list[str] = []

KINDS = {
    stat.S_IFIFO: "a FIFO", stat.S_IFCHR: "a device", stat.S_IFBLK: "a device",
    stat.S_IFSOCK: "a socket", stat.S_IFDIR: "a folder",
}  # fmt: skip


class TooLarge(OSError):
    """A file exceeds the limit on its size and is not read; `size` is in bytes."""

    def __init__(self, path: str | Path, size: int) -> None:
        super().__init__(errno.EFBIG, f"it has {size:,} bytes, more than are read", str(path))
        self.size = size

    def __reduce__(self) -> tuple[object, ...]:
        return TooLarge, (str(self.filename), self.size), self.__dict__


def forget() -> None:
    """Reset the records at the beginning of a command."""
    _read.clear()
    _written.clear()
    executed.clear()


def read(path: str | Path, most: int) -> bytes:
    """Read a regular file of at most `most` bytes.

    Raises
    ------
    TooLarge
        If it has more; nothing is read then.
    OSError
        If it is not a regular file, or cannot be read.
    ValueError
        If the path contains a null character.
    """
    _refuse_irregular(os.stat(path), path)
    flags = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    with open(os.open(path, flags), "rb") as handle:
        # it may have been replaced since it was checked
        found = os.fstat(handle.fileno())
        _refuse_irregular(found, path)
        _read.add(_place(found))
        return _whole(handle, found.st_size, path, most)


def _whole(handle: BinaryIO, size: int, path: str | Path, most: int) -> bytes:
    """Read a file with a given size; it may grow, and kernel files report no size."""
    data = handle.read(size + 1) if size <= most else b""
    if len(data) > size:
        data += handle.read(most + 1 - len(data))
    if max(size, len(data)) > most:
        raise TooLarge(path, max(size, len(data)))
    return data


def write(path: str | Path, data: bytes) -> None:
    """Write a file under a temporary name and rename it, so that a failure keeps the old one.

    Raises
    ------
    OSError
        If it cannot be written, is not a regular file, or was read or written by this command
        before.
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
                os.fsync(handle.fileno())  # a full disk may only be reported here
            if mode is not None:
                os.chmod(part, mode)
            os.replace(part, target)
        _written.add(_place(os.stat(target)))
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(path)) from error


def _place(found: os.stat_result) -> Place:
    return found.st_dev, found.st_ino


def _refuse_target(target: Path, path: str | Path) -> int | None:
    """The mode of the file to be replaced; None if there is none."""
    try:
        found = os.stat(target)
    except FileNotFoundError:
        return None
    _refuse_irregular(found, path)
    if _place(found) in _read | _written:
        what = "an input" if _place(found) in _read else "another output"
        words = f"it is {what} of this command, and is not written over"
        raise OSError(errno.EEXIST, words, str(path))
    if not os.access(target, os.W_OK):  # renaming would replace even a read-only file
        raise OSError(errno.EACCES, os.strerror(errno.EACCES), str(path))
    return stat.S_IMODE(found.st_mode)


def _refuse_irregular(found: os.stat_result, path: str | Path) -> None:
    if not stat.S_ISREG(found.st_mode):
        kind = KINDS.get(stat.S_IFMT(found.st_mode), "no regular file")
        words = f"it is {kind}, and a regular file is needed"
        raise OSError(errno.EINVAL, words, str(path))


def _beside(target: Path) -> tuple[Path, int]:
    """Create a temporary file in the folder of another one, open for writing."""
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    for number in itertools.count():
        part = target.parent / f".complexity-{os.getpid()}-{number}.part"
        with contextlib.suppress(FileExistsError):
            return part, os.open(part, flags, 0o666)
    raise AssertionError("a number is free at some time")


@contextlib.contextmanager
def _gone_unless_kept(part: Path) -> Iterator[None]:
    """Remove a temporary file that was not renamed, however its writing ended."""
    try:
        yield
    finally:
        with contextlib.suppress(OSError):
            part.unlink()
