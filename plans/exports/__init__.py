"""A plan for readers: as page, as PDF, as Word file and as data, all from one document and its record.

Documents are in the language of the country, whatever language the reader has chosen for the buttons around them.
"""

from .data import plan_json
from .paper import plan_html, plan_job, plan_page, plan_pdf, plan_word

__all__ = ["plan_html", "plan_job", "plan_json", "plan_page", "plan_pdf", "plan_word"]
