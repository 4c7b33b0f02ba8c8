from __future__ import annotations

from typing import Any

from django.db import models

from .richtext import clean


class RichTextField(models.TextField):
    """A text in the restricted markup of `richtext`: cleaned whenever it is saved, whatever way it came in."""

    def pre_save(self, model_instance: models.Model, add: bool) -> Any:
        value = clean(getattr(model_instance, self.attname) or "")
        setattr(model_instance, self.attname, value)
        return value
