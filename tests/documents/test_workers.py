"""Documents are made outside the web server, within limits, and a worker that goes wrong is replaced."""

import os
import signal
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from workplan_portal.documents.jobs import Job
from workplan_portal.documents.resources import our_resources
from workplan_portal.documents.workers import (
    Limits,
    NothingToRenderWith,
    RenderingFailed,
    RenderingTookTooLong,
    Workers,
    render_in_worker,
)

from .sample import METADATA

JOB = Job("<html lang=nl><title>Kort</title><p>Kort.</p>", METADATA, our_resources())
ANOTHER = Job("<html lang=nl><title>Ander</title><p>Ander.</p>", METADATA, our_resources())


@contextmanager
def workers(**limits: float) -> Iterator[Workers]:
    pool = Workers(Limits(**limits))  # type: ignore[arg-type]
    try:
        yield pool
    finally:
        pool.stop()


def is_running(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    return True


def test_a_worker_makes_a_document_and_is_used_again() -> None:
    with workers() as pool:
        first = pool.render(JOB)
        (pid,) = pool.waiting()
        second = pool.render(JOB)

        assert first.startswith(b"%PDF")
        assert first == second
        assert pool.waiting() == [pid]
    assert not is_running(pid)


def test_a_worker_is_replaced_after_its_number_of_documents() -> None:
    with workers(documents=2) as pool:
        pool.render(JOB)
        (pid,) = pool.waiting()
        pool.render(JOB)

        assert pool.waiting() == []
        assert not is_running(pid)


def test_what_takes_too_long_is_stopped_and_the_next_document_is_made() -> None:
    with workers(seconds=0.01) as hasty, pytest.raises(RenderingTookTooLong):
        hasty.render(JOB)
    with workers() as pool:
        assert pool.render(JOB).startswith(b"%PDF")


@pytest.mark.parametrize(
    ("killed", "said"), [(False, "made no page for 4 seconds"), (True, "ended (-9) before the document was made")]
)
def test_a_worker_that_hangs_or_is_killed_at_work_costs_one_more_try(
    killed: bool, said: str, caplog: pytest.LogCaptureFixture
) -> None:
    with workers() as pool, ThreadPoolExecutor(2) as threads:
        list(threads.map(pool.render, [JOB, ANOTHER]))  # so that who comes second has not to start within the silence
        pid = pool.waiting()[-1]
        os.kill(pid, signal.SIGSTOP)
        pool.limits = Limits(silence=4)
        if killed:
            threads.submit(lambda: (time.sleep(0.5), os.kill(pid, signal.SIGKILL)))

        assert pool.render(JOB).startswith(b"%PDF")
        assert not is_running(pid)
    assert said in caplog.text
    assert "is tried once more" in caplog.text


def test_workers_that_died_while_they_waited_cost_no_try() -> None:
    """A machine short of memory ends several at once."""
    with workers(workers=2) as pool, ThreadPoolExecutor() as threads:
        list(threads.map(pool.render, (JOB, ANOTHER)))
        dead = pool.waiting()
        for pid in dead:
            os.kill(pid, signal.SIGKILL)
            os.waitid(os.P_PID, pid, os.WEXITED | os.WNOWAIT)

        assert len(dead) == 2
        assert pool.render(JOB).startswith(b"%PDF")
        assert not set(pool.waiting()) & set(dead)


def test_where_pango_is_missing_is_said_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "libpango-1.0.so.0").touch()  # found before the one of the machine, and no library
    monkeypatch.setenv("LD_LIBRARY_PATH", str(tmp_path))
    with workers() as pool:
        pool.warm_up()
        with pytest.raises(NothingToRenderWith, match="make install"):
            pool.render(JOB)

    assert "tried once more" not in caplog.text
    (said,) = capfd.readouterr().err.splitlines()
    assert said.startswith("No PDF can be made on this machine: ")
    assert "pango" in said


def test_a_document_may_not_take_all_memory() -> None:
    endless = "<html lang=nl>" + "<p>Een lange tekst die nooit ophoudt. " * 400_000
    with workers(memory=300 * 1024 * 1024) as pool:
        assert pool.render(JOB).startswith(b"%PDF")
        with pytest.raises(RenderingFailed):
            pool.render(Job(endless, METADATA, our_resources()))


@pytest.mark.long
def test_a_table_of_five_thousand_rows_is_made_within_the_memory_of_a_worker() -> None:
    """However slow the machine is."""
    rows = '<tbody><tr><th scope="row">Indicator</th><td class="amount">12,5%</td></tr></tbody>' * 5_000
    head = '<thead><tr><th scope="col">Indicator</th><th scope="col" class="amount">Doel</th></tr></thead>'
    html = f"""<html lang="nl"><head><link rel="stylesheet" href="portal:static/document.css"></head><body><main>
      <h1>Rijen</h1><table class="figures">{head}{rows}</table></main></body></html>"""
    with workers(seconds=900, silence=900) as pool:
        assert pool.render(Job(html, METADATA, our_resources())).startswith(b"%PDF")


def test_a_missing_stored_picture_is_said() -> None:
    with workers() as pool, pytest.raises(RenderingFailed, match="can't be read"):
        pool.render(Job(f'<html lang=nl><img alt=x src="portal:stored/{"0" * 64}">', METADATA, our_resources()))


def test_threads_share_the_workers() -> None:
    with workers() as pool, ThreadPoolExecutor(4) as threads:
        documents = set(threads.map(pool.render, [JOB] * 4))

        assert len(documents) == 1
        assert len(pool.waiting()) == 1


def test_a_worker_can_be_started_before_it_is_needed() -> None:
    with workers() as pool:
        pool.warm_up()
        waiting = pool.waiting()
        pool.warm_up()

        assert len(waiting) == 1
        assert pool.waiting() == waiting


def test_a_forked_process_starts_its_own() -> None:
    with workers() as pool:
        pool.warm_up()
        (pid,) = pool.waiting()
        pool.forget()

        assert pool.waiting() == []
        os.kill(pid, signal.SIGKILL)


def test_the_portals_own_workers_make_a_document() -> None:
    started = time.monotonic()

    assert render_in_worker(JOB.html, metadata=METADATA).startswith(b"%PDF")
    assert time.monotonic() - started < 60
