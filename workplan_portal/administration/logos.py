"""A municipality's logo: read with suspicion, made into the one kind of picture that documents take, and kept.

Whatever is brought is written anew, in plain red, green and blue on white: without what a camera or program noted in
it, without a colour space of its own and without see-through parts, of which PDF/A asks more than a logo needs.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping
from io import BytesIO
from typing import IO, Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from PIL import Image, ImageChops, ImageCms, ImageOps, UnidentifiedImageError

from workplan_portal.documents.store import store

MOST_BYTES = 1024 * 1024
MOST_PIXELS = 4_000_000
LONGEST_SIDE = 600
"""Dots of what is kept: as wide as it is ever printed, at more than 300 to an inch."""

KINDS = ("PNG", "JPEG")
BROKEN = (OSError, SyntaxError, ValueError, struct.error)
"""What Pillow raises of a picture that ends too soon or contradicts itself. WeasyPrint tells it to bear with the first;
no web process knows WeasyPrint."""


def picture_of(file: IO[bytes]) -> bytes:
    """The picture as it will be kept. Raises ValidationError. Only its head is read until its size is known."""
    try:
        with Image.open(file, formats=KINDS) as opened:
            _refuse_by_its_head(opened)
            return _written(_flat(_in_plain_colours(ImageOps.exif_transpose(opened))))
    except UnidentifiedImageError as error:
        raise ValidationError(_("This file is not a PNG or JPEG picture, whatever its name says.")) from error
    except Image.DecompressionBombError as error:
        raise ValidationError(_too_many_pixels()) from error
    except BROKEN as error:
        raise ValidationError(_("This picture is damaged. Save it anew, or choose another one.")) from error


def kept(values: Mapping[str, Any]) -> dict[str, Any]:
    """The values for the action: a new logo is written before its digest is."""
    picture = values.get("logo")
    return {**values, "logo": store(picture, "image/png").sha256} if picture else dict(values)


def _refuse_by_its_head(picture: Image.Image) -> None:
    width, height = picture.size
    if width * height > MOST_PIXELS:
        raise ValidationError(_too_many_pixels())
    if getattr(picture, "is_animated", False):
        raise ValidationError(_("This picture moves. Choose one that stands still."))


def _too_many_pixels() -> str:
    return _("This picture has too many dots: at most 4 megapixels, such as 2,000 by 2,000. Make it smaller first.")


def _in_plain_colours(picture: Image.Image) -> Image.Image:
    """As it was seen where it was made: the same numbers are paler in the plain colours than in those of a designer or
    a printer. A picture that does not say how it is meant, or says it in a damaged way, is meant in plain colours."""
    profile = picture.info.get("icc_profile")
    if not profile:
        return picture
    if picture.mode in {"P", "PA"}:
        picture = picture.convert("RGBA")
    if picture.mode not in {"RGB", "RGBA", "CMYK", "L"}:
        return picture
    plain = "RGBA" if picture.mode == "RGBA" else "RGB"
    intent = ImageCms.Intent.RELATIVE_COLORIMETRIC
    try:
        made = ImageCms.profileToProfile(picture, BytesIO(profile), ImageCms.createProfile("sRGB"), intent, plain)
    except ImageCms.PyCMSError:
        return picture
    return made or picture


def _flat(picture: Image.Image) -> Image.Image:
    """On white, without the empty edge that many have, so that it stands where the page puts it."""
    if picture.mode.startswith("I"):  # greys of 16 bits, which Pillow cuts off where it should divide
        picture = picture.convert("I").point(lambda shade: shade * (1 / 257)).convert("L")
    paper = Image.new("RGBA", picture.size, "white")
    paper.alpha_composite(picture.convert("RGBA"))
    flat = paper.convert("RGB")
    drawn = ImageChops.invert(flat).getbbox()
    if drawn is None:
        raise ValidationError(_("On white, nothing of this picture can be seen. Choose one for a white background."))
    flat = flat.crop(drawn)
    flat.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    return flat


def _written(picture: Image.Image) -> bytes:
    file = BytesIO()
    picture.save(file, "PNG", optimize=True)
    return file.getvalue()
