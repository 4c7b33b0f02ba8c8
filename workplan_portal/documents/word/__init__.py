"""A document as a Word file, written from the very HTML that its PDF is made of.

What stands in that HTML stands in the file, whoever put it there: a new part of a document needs nothing here. Its
elements become Word's own: headings, lists, tables with repeated heads, footnotes, a contents field. Classes choose a
style (`looks`); an unknown one is printed like its neighbours. Nothing is loaded.
"""

from .writing import word_document

MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"

__all__ = ["MEDIA_TYPE", "word_document"]
