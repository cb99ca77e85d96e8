"""The wheel, the sdist and the editable install all find the shipped tasks, from anywhere."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
SHIPPED = sorted(path.stem for path in (ROOT / "programs").glob("*.py"))
ASK = (
    "import complexity, complexity.tasks.corpus as c;"
    "print(complexity.__file__); print(*c.shipped()); print(c.corpus())"
)


@pytest.fixture(scope="module")
def copy(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of what is packaged: a build leaves its files beside the sources."""
    folder = tmp_path_factory.mktemp("project") / "copy"
    folder.mkdir()
    for name in ("complexity", "programs", "proofs", "tests", "docs"):
        if (ROOT / name).is_dir():
            skipped = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, folder / name, ignore=skipped)
    for file in ROOT.iterdir():
        if file.is_file():
            shutil.copy(file, folder)
    return folder


def test_every_package_is_listed() -> None:
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
    found = {path.parent.relative_to(ROOT) for path in (ROOT / "complexity").rglob("__init__.py")}
    assert sorted(listed) == sorted([*(".".join(p.parts) for p in found), "complexity.programs"])


def build(copy: Path, hook: str, out: Path) -> Path:
    """What one hook of the build backend (PEP 517, PEP 660) makes of the copy."""
    code = f"from setuptools.build_meta import *; print({hook}({str(out)!r}))"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=copy, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return out / done.stdout.split()[-1]


def install(archive: Path, folder: Path) -> Path:
    """A fresh environment with the archive and nothing else, and its interpreter."""
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", str(folder)], check=True)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    subprocess.run(
        [sys.executable, "-m", "pip", "--python", str(python), "install", "-q", "--no-deps",
         "--no-index", "--disable-pip-version-check", str(archive)],
        check=True, capture_output=True,
    )  # fmt: skip
    return python


def ask(python: Path, where: Path) -> list[str]:
    """Where the package is, which tasks it finds, and where they are."""
    done = subprocess.run(
        [str(python), "-c", ASK], cwd=where, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return done.stdout.splitlines()


@pytest.fixture(scope="module")
def wheel(copy: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An interpreter that has the wheel, which was built from the sdist."""
    out = tmp_path_factory.mktemp("out")
    sdist = build(copy, "build_sdist", out)
    unpacked = out / "unpacked"
    shutil.unpack_archive(sdist, unpacked, filter="data")
    archive = build(next(unpacked.iterdir()), "build_wheel", out)
    return install(archive, tmp_path_factory.mktemp("wheel"))


@pytest.mark.slow
def test_an_installed_wheel_finds_its_tasks_from_another_folder(wheel: Path, tmp_path: Path):
    package, shipped, corpus = ask(wheel, tmp_path)
    assert shipped.split() == SHIPPED
    assert Path(corpus) == Path(package).parent / "programs"
    assert "site-packages" in package


@pytest.mark.slow
def test_in_a_checkout_the_checkout_s_package_finds_the_checkout_s_tasks(wheel: Path, copy: Path):
    package, shipped, corpus = ask(wheel, copy)
    assert Path(package).parent == copy / "complexity"
    assert shipped.split() == SHIPPED
    assert Path(corpus) == copy / "programs"


@pytest.mark.slow
def test_an_editable_install_finds_the_tasks_of_its_checkout(copy: Path, tmp_path: Path):
    archive = build(copy, "build_editable", tmp_path)
    python = install(archive, tmp_path / "editable")
    package, shipped, corpus = ask(python, tmp_path)
    assert Path(package).parent == copy / "complexity"
    assert shipped.split() == SHIPPED
    assert Path(corpus) == copy / "programs"


@pytest.mark.slow
def test_another_project_s_programs_are_not_ours(wheel: Path, tmp_path: Path):
    stranger = tmp_path / "programs"
    stranger.mkdir()
    (stranger / "theirs.py").write_text("")
    assert "theirs" not in ask(wheel, tmp_path)[1]


def test_the_list_of_packages_is_the_folders_of_the_house():
    listed = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["setuptools"]["packages"]
    folders = {path.parent.relative_to(ROOT) for path in (ROOT / "complexity").rglob("*.py")}
    task_files = {f"complexity.{name}" for name in ("programs", "proofs")
                  if list((ROOT / name).glob("*.py"))}  # fmt: skip
    assert set(listed) == {".".join(folder.parts) for folder in folders} | task_files
