"""A report for readers: as page, as PDF, as Word file and as data, all from one document and its record."""

from .data import report_json
from .paper import report_html, report_job, report_page, report_pdf, report_word

__all__ = ["report_html", "report_job", "report_json", "report_page", "report_pdf", "report_word"]
