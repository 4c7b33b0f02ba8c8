"""Files that were made once and never change, kept under the digest of their bytes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """What is known of a file in FILES_DIR. The bytes are found by `sha256`."""

    sha256 = models.CharField(max_length=64, unique=True)
    media_type = models.CharField(max_length=100)
    size = models.PositiveBigIntegerField()  # bytes
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        verbose_name = _("stored file")
        verbose_name_plural = _("stored files")

    def __str__(self) -> str:
        return self.sha256
