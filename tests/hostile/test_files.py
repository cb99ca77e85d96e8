"""Files: what is no regular file is refused, not waited for; nothing is lost that was there."""

from __future__ import annotations

import errno
import os
import socket
import stat

import pytest
from calling import Called, checked

from complexity import storage
from complexity.circuits.files import formats as files
from complexity.python import source

GOOD = "def f(n: int) -> int:\n    return n + 1\n"
AND = "aag 3 2 0 1 1\n2\n4\n6\n6 2 4\n"
READING = (  # {} is a file of the suffix that is tried
    "score {}", "score {}::f", "explain {}", "show {}", "draw {}", "circuit {} -w 2", "rank {}",
    "minimum {} -w 2", "equal good.py {} -w 2", "flips {}", "list {}", "rank task.py {}",
    "score good.py --task {}", "rank --task {} good.py", "explain good.py --task {}",
    "circuit good.py --task {} -w 2",
)  # fmt: skip
WRITING = {  # the suffix of what each writes, {} is the file
    "score good.py --json {}": "json", "rank good.py --json {}": "json",
    "flips good.py --json {}": "json", "list good.py --json {}": "json",
    "explain good.py --json {}": "json", "show good.py --json {}": "json",
    "minimum good.py -w 2 --json {}": "json", "equal good.py good.py -w 2 --json {}": "json",
    "circuit good.py -w 2 --json {}": "json", "circuit good.py good.py -w 2 --json {}": "json",
    "draw good.py -o {}": "dot", "circuit good.py -w 2 -o {}": "aig",
    "circuit and.aag -o {}": "blif", "circuit and.aag --json - -o {}": "v",
}  # fmt: skip


def fifo(path):
    os.mkfifo(path)


def device(path):
    path.symlink_to("/dev/zero")


def listening(path):
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(path.name)


def folder_of_that_name(path):
    path.mkdir()


IRREGULAR = {"a FIFO": fifo, "a device": device, "a socket": listening,
             "a folder": folder_of_that_name}  # fmt: skip


@pytest.fixture
def here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "good.py").write_text(GOOD)
    (tmp_path / "task.py").write_text(f"spec = lambda n: n + 1\n\n\n{GOOD}")
    (tmp_path / "and.aag").write_text(AND)
    return tmp_path


def run(words: str, path, *codes: int) -> Called:
    return checked(words.format(path.name).split(), *codes)


@pytest.mark.parametrize("kind", IRREGULAR)
@pytest.mark.parametrize("suffix", ["py", "graph", "aag", "blif", "bench"])
def test_what_is_no_regular_file_is_not_read(kind, suffix, here):
    path = here / f"odd.{suffix}"
    IRREGULAR[kind](path)
    for words in READING if suffix in ("py", "graph") else READING[5:]:
        found = run(words, path, 2)
        if suffix in ("py", "graph"):
            assert kind in found.err + found.out or suffix == "graph", (words, found)


@pytest.mark.parametrize("kind", IRREGULAR)
def test_nothing_is_written_to_what_is_no_regular_file(kind, here):
    for words, suffix in WRITING.items():
        path = here / f"odd.{suffix}"
        if not path.exists():
            IRREGULAR[kind](path)
        mode = path.lstat().st_mode
        assert f"it is {kind}" in run(words, path, 2).err, words
        assert path.lstat().st_mode == mode
        assert leftovers(here) == []


@pytest.mark.parametrize("suffix", ["py", "graph", "aag", "blif", "bench", "aig"])
def test_a_giant_is_refused_before_it_is_read(suffix, here, monkeypatch):
    path = here / f"giant.{suffix}"
    with open(path, "wb") as sparse:
        sparse.truncate(1 << 40)
    monkeypatch.setattr(storage, "_whole", unread(storage._whole))
    for words in READING if suffix in ("py", "graph") else ("circuit {}", "score {}", "minimum {}"):
        found = run(words, path, 2)
        assert "1,099,511,627,776" in found.err or "1099511627776" in found.out + found.err


def unread(whole):
    def checking(handle, size, path, most):
        try:
            return whole(handle, size, path, most)
        finally:
            assert handle.tell() <= most

    return checking


def test_a_file_that_grows_while_it_is_read_is_refused(here):
    with open(here / "good.py", "rb") as handle, pytest.raises(storage.TooLarge):
        storage._whole(handle, 3, "good.py", 10)
    with open(here / "good.py", "rb") as handle:  # of the kernel: it tells no size
        assert storage._whole(handle, 0, "good.py", 1000) == GOOD.encode()


def test_the_limits_of_both_kinds(here, monkeypatch):
    monkeypatch.setattr(source, "MOST_BYTES", len(GOOD))
    checked(["score", "good.py"], 0)
    monkeypatch.setattr(source, "MOST_BYTES", len(GOOD) - 1)
    assert "CX102" in checked(["score", "good.py"], 2).err
    monkeypatch.setattr(files, "MOST_BYTES", len(AND))
    checked(["circuit", "and.aag"], 0)
    monkeypatch.setattr(files, "MOST_BYTES", len(AND) - 1)
    assert "CX009" in checked(["circuit", "and.aag"], 2).err


# -- what was there stays -------------------------------------------------------------------------


def leftovers(folder) -> list[str]:
    return [path.name for path in folder.iterdir() if path.name.startswith(".complexity")]


@pytest.mark.parametrize("where", ["write", "fsync", "replace", "open"])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EIO, errno.EDQUOT])
def test_a_write_that_fails_leaves_the_old_file_and_prints_the_figures(
    where, code, here, monkeypatch
):
    pages = {words: run(words, here / f"new.{s}", 0).out for words, s in WRITING.items()}

    def fails(*arguments, **options):
        raise OSError(code, os.strerror(code))

    def fails_to_create(path, flags, *rest):
        if flags & os.O_CREAT:
            fails()
        return opened(path, flags, *rest)

    class Full(type(open(os.devnull, "wb"))):  # noqa: SIM115 its type alone is used
        def write(self, data):
            fails()

    opened = os.open
    if where == "write":
        real = open
        monkeypatch.setattr(
            storage, "open", lambda file, mode: Full(real(file, mode, 0)) if "w" in mode else
            real(file, mode), raising=False,
        )  # fmt: skip
    else:
        monkeypatch.setattr(os, where, fails_to_create if where == "open" else fails)
    for words, suffix in WRITING.items():
        path = here / f"old.{suffix}"
        path.write_text("old")
        found = run(words, path, 2)
        assert os.strerror(code) in found.err
        assert path.read_text() == "old"
        assert leftovers(here) == []
        if "draw" not in words:
            told = pages[words].replace(f"written to new.{suffix}\n", "")
            assert found.out == told, words


@pytest.mark.parametrize("link", ["itself", "symbolic", "hard", "dotted", "chain"])
def test_an_input_is_never_written_over(link, here):
    for words, name in {
        "score good.py --json {}": "good.py", "rank good.py --json {}": "good.py",
        "rank task.py good.py --json {}": "good.py", "draw good.py -o {}": "good.py",
        "circuit and.aag -o {}": "and.aag", "circuit and.aag and.aag --json {}": "and.aag",
        "equal and.aag and.aag --json {}": "and.aag", "minimum and.aag --json {}": "and.aag",
        "explain good.py --json {}": "good.py", "score good.py --task good.py --json {}": "good.py",
    }.items():  # fmt: skip
        ending = "dot" if words.startswith("draw") else "aag"
        path, other = here / name, here / f"other.{name}.{ending}"
        before = path.read_text()
        other.unlink(missing_ok=True)
        match link:
            case "symbolic":
                other.symlink_to(name)
            case "hard":
                other.hardlink_to(path)
            case "chain":
                (here / "middle").unlink(missing_ok=True)
                (here / "middle").symlink_to(name)
                other.symlink_to("middle")
        target = {"itself": name, "dotted": f"../{here.name}/{name}"}.get(link, other.name)
        found = checked(words.format(target).split(), 2)
        unfit = words.startswith("draw") and target.endswith(".py")  # no ending of a picture
        assert ("no format" if unfit else "an input of this command") in found.err, words
        assert path.read_text() == before


@pytest.mark.parametrize("proof", ["cnf", "drat"])
def test_a_proof_is_not_written_over_an_input(proof, here):
    (here / f"mine.{proof}").hardlink_to(here / "good.py")
    found = checked(["equal", "good.py", "good.py", "-w", "2", "--proof", "mine"], 2)
    assert "an input of this command" in found.err
    assert (here / "good.py").read_text() == GOOD


def test_one_output_is_not_written_over_another(here):
    found = checked(["circuit", "and.aag", "-o", "both.aag", "--json", "both.aag"], 2)
    assert "another output of this command" in found.err
    assert (here / "both.aag").read_text().startswith("{")


def test_a_file_that_may_not_be_written_is_not_replaced(here, monkeypatch):
    (here / "mine.json").write_text("old")
    os.chmod(here / "mine.json", 0o444)
    allowed = os.access  # a superuser may write all
    monkeypatch.setattr(os, "access", lambda path, mode: allowed(path, mode) and bool(
        os.stat(path).st_mode & stat.S_IWUSR))  # fmt: skip
    assert "Permission denied" in checked(["list", "good.py", "--json", "mine.json"], 2).err
    assert (here / "mine.json").read_text() == "old"


def test_what_is_written_keeps_its_mode_and_its_links(here):
    (here / "real.json").write_text("old")
    os.chmod(here / "real.json", 0o640)
    (here / "mine.json").symlink_to("real.json")
    checked(["list", "good.py", "--json", "mine.json"], 0)
    assert (here / "mine.json").is_symlink()
    assert (here / "real.json").read_text().startswith("{")
    assert stat.S_IMODE((here / "real.json").stat().st_mode) == 0o640


@pytest.mark.parametrize("name", ["nowhere/x", "good.py/x", "", "x" * 300, "a\0b", "\udcff/x"])
def test_where_nothing_can_be_written(name, here):
    for words in WRITING:
        if "-o" not in words or "circuit" not in words:
            found = checked([word.format(name) for word in words.split()], 2)
            assert "CX005" in found.err, (words, found)
