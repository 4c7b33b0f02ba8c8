"""How gunicorn serves the portal: `python -m gunicorn --config python:workplan_portal.serve workplan_portal.wsgi`.

Every lower-case name below is a setting of gunicorn. Which proxy is believed Django knows (BEHIND_PROXY).
"""

import gc
import os
import tomllib
from pathlib import Path

from gunicorn.arbiter import Arbiter
from gunicorn.workers.base import Worker

bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8000')}"
workers = int(os.environ.get("WEB_CONCURRENCY", "2"))
worker_class = "gthread"
threads = 4  # a slow reader of a large PDF holds a thread, not a process
preload_app = True  # the processes share what they all load
max_requests, max_requests_jitter = 2000, 200  # a process that grows is replaced before it matters
timeout = graceful_timeout = 60  # seconds
loglevel = "warning"

OBJECTS_BETWEEN_COLLECTIONS = 20_000
"""A few pages make so many that stay: by itself Python would look for waste six times in a page, and find as little."""

EXAMPLE_PEOPLE = Path(__file__).parent / "example" / "content" / "people.toml"


def when_ready(server: Arbiter) -> None:
    """Load what the first visitor would wait for, before the processes split and share it; then say where we are."""
    from django.conf import settings
    from django.urls import get_resolver

    get_resolver().check()  # reading the site map imports every view
    gc.collect()
    gc.freeze()  # what is loaded now stays: searching it for waste, once in so many pages, took such a page 80 ms more
    gc.set_threshold(OBJECTS_BETWEEN_COLLECTIONS)
    print(f"\nThe portal is at {settings.PUBLIC_URL}   (Ctrl+C stops it)", flush=True)  # noqa: T201
    if settings.EXAMPLE:
        print(example_accounts(), flush=True)  # noqa: T201


def post_worker_init(worker: Worker) -> None:
    """The maker of PDFs loads its fonts while nobody waits for it."""
    from workplan_portal.documents.workers import warm_up

    warm_up()


def example_accounts() -> str:
    """Who may sign in to the example, and as what."""
    example = tomllib.loads(EXAMPLE_PEOPLE.read_text())
    width = max(len(person["email"]) for person in example["people"])
    lines = [f"\nExample accounts, password {example['password']}:"]
    for person in example["people"]:
        titles = ", ".join(post.get("title", post["role"]) for post in person.get("appointments", []))
        lines.append(f"  {person['email']:<{width}}  {titles}")
    return "\n".join(lines)
