"""What goes out: publications."""

from .publication import Kind, Publication

__all__ = ["Kind", "Publication"]
