"""Organisations: added, changed, and removed only when nothing refers to them."""

from __future__ import annotations

import zlib
from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image, ImageFile

from tests import factories
from tests.organisation.wide_colours import wide_colours
from workplan_portal.administration.logos import picture_of
from workplan_portal.audit.models import Entry
from workplan_portal.authorization.roles import AreaKind, Role
from workplan_portal.authorization.verdict import Refused
from workplan_portal.documents.models import StoredFile
from workplan_portal.organisation import actions
from workplan_portal.organisation.models import Area, BaseTeam, Cluster, Municipality, Unit

pytestmark = pytest.mark.django_db

COLOURS = {"name": "Emmen", "brand_colour": "#00567d", "second_colour": ""}


@pytest.fixture
def here() -> factories.Region:
    return factories.region()


@pytest.fixture
def administrator(here):
    return factories.person(Role.ADMINISTRATOR, here.nation)


@pytest.fixture
def desk(client, administrator):
    client.force_login(administrator)
    return client


def of(area: Area, name: str = "organisation") -> str:
    return reverse(f"organisation:{name}", args=[area.uuid])


def test_a_team_is_added_with_its_municipalities(administrator, here):
    team = actions.add(
        kind=AreaKind.TEAM,
        values={"code": "ND", "name": "Noord-Drenthe", "district": here.district},
        municipalities=[here.borger],
        by=administrator,
    )
    assert list(BaseTeam.objects.get(code="ND").municipalities.all()) == [here.borger]
    entry = Entry.objects.about(team.subject).get()
    assert entry.details["municipalities"] == ["Borger-Odoorn"]
    assert entry.actor == administrator.trail_name


def test_a_change_keeps_what_was_and_what_became_and_nothing_when_nothing_changes(administrator, here):
    same = {"name": "Emmen", "brand_colour": "#00567d", "second_colour": ""}
    actions.change(area=here.emmen, values=same, by=administrator)
    assert not Entry.objects.exists()
    actions.change(area=here.emmen, values=same | {"brand_colour": "#1d4f91", "code": "GM9999"}, by=administrator)
    emmen = Municipality.objects.get(pk=here.emmen.pk)
    assert (emmen.brand_colour, emmen.code) == ("#1d4f91", "GM0114")
    changed = Entry.objects.about(emmen.subject).get().details["changed"]
    assert changed == {"brand_colour": {"before": "#00567d", "after": "#1d4f91"}}


@pytest.mark.parametrize("role", [Role.MAYOR, Role.SAFETY_OFFICER])
def test_nobody_else_may_and_nothing_changes(here, role):
    somebody = factories.person(role, here.emmen)
    unused = Unit.objects.create(code="ON", name="Oost-Nederland")
    for attempt in (
        lambda: actions.add(kind=AreaKind.UNIT, values={"code": "LB", "name": "Limburg"}, by=somebody),
        lambda: actions.change(area=here.emmen, values={"name": "Anders"}, by=somebody),
        lambda: actions.remove(area=unused, by=somebody),
    ):
        with pytest.raises(Refused):
            attempt()
    assert set(Area.objects.values_list("code", flat=True)) == {
        "NL", "NN", "DR", "ZOD", "GM0114", "GM0109", "GM1681", "ON",
    }  # fmt: skip
    assert Municipality.objects.get(code="GM0114").name == "Emmen"
    assert not Entry.objects.exists()


def test_a_code_is_given_once_in_the_whole_country(administrator, here):
    with pytest.raises(Refused):
        actions.add(kind=AreaKind.UNIT, values={"code": "zod", "name": "Anders"}, by=administrator)


def test_a_cluster_lies_in_a_municipality_of_its_team(administrator, here):
    other = factories.other_team(here)
    values = {"code": "C1", "name": "Centrum", "team": other, "municipality": here.emmen}
    with pytest.raises(Refused):
        actions.add(kind=AreaKind.CLUSTER, values=values, by=administrator)
    actions.add(kind=AreaKind.CLUSTER, values=values | {"team": here.team}, by=administrator)
    with pytest.raises(Refused, match="Centrum"):
        actions.change(area=here.team, values={}, municipalities=[here.borger], by=administrator)
    assert here.team.municipalities.count() == 3


def test_what_is_in_use_stays_and_a_mistake_can_go(administrator, here):
    factories.person(Role.MAYOR, here.coevorden)
    lonely = Municipality.objects.create(code="GM0001", name="Vergissing")
    Cluster.objects.create(code="C1", name="Centrum", team=here.team, municipality=here.emmen)
    factories.figure(factories.indicator(), here.unit, 3)
    for used in (here.emmen, here.coevorden, here.team, here.district, here.unit, here.nation):
        with pytest.raises(Refused):
            actions.remove(area=used, by=administrator)
    actions.remove(area=Area.objects.get(pk=lonely.pk), by=administrator)
    assert not Area.objects.filter(code="GM0001").exists()
    assert Entry.objects.about(lonely.subject).get().action == "remove_organisation"


@pytest.mark.parametrize("name", ["district", "municipalities"])
def test_a_key_that_no_row_can_have_is_no_choice(desk, here, name):
    """SQLite takes no larger number, not even to find nothing."""
    typed = {"code": "T2", "name": "Twee", "district": here.district.pk, "municipalities": here.emmen.pk, name: 2**63}
    answer = desk.post(reverse("organisation:add_organisation", args=["basisteam"]), typed)
    assert (answer.status_code, list(answer.context["form"].errors)) == (200, [name])


@pytest.mark.parametrize("path", ["eenheid", "district", "basisteam", "gemeente", "cluster"])
def test_there_is_a_form_for_each_kind(desk, path):
    assert desk.get(f"/beheer/organisaties/nieuw/{path}/").status_code == 200


def test_unknown_kinds_and_organisations_do_not_exist(desk):
    assert desk.get("/beheer/organisaties/nieuw/kasteel/").status_code == 404
    assert desk.get("/beheer/organisaties/00000000-0000-0000-0000-000000000001/").status_code == 404


def test_a_municipality_is_added_in_the_browser(desk):
    fields = {"name": "Assen", "code": "gm0106", "brand_colour": "1D4F91", "second_colour": ""}
    wrong = desk.post("/beheer/organisaties/nieuw/gemeente/", fields | {"code": "Assen"})
    assert wrong.context["form"].errors.keys() == {"code"}
    answer = desk.post("/beheer/organisaties/nieuw/gemeente/", fields | {"code": "GM0106"})
    assen = Municipality.objects.get(code="GM0106")
    assert answer.url == of(assen)
    assert assen.brand_colour == "#1d4f91"


@pytest.mark.parametrize("kind", ["emmen", "team", "district", "unit", "nation"])
def test_every_organisation_has_its_page_and_its_form(desk, here, kind):
    area = getattr(here, kind)
    assert area.name in desk.get(of(area)).content.decode()
    assert desk.get(of(area, "change_organisation")).status_code == 200


@pytest.mark.parametrize("colour", ["rood", "#12", "#00567d; } body { display: none", "<script>"])
def test_a_colour_is_a_colour(desk, here, colour):
    fields = {"name": "Emmen", "brand_colour": colour, "second_colour": ""}
    page = desk.post(of(here.emmen, "change_organisation"), fields)
    assert page.context["form"].errors.keys() == {"brand_colour"}
    assert Municipality.objects.get(pk=here.emmen.pk).brand_colour == "#00567d"
    css = desk.get(of(here.emmen, "colours_css"), {"brand_colour": colour}).content.decode()
    assert colour not in css


def test_the_contrast_of_typed_colours_is_shown_before_they_are_saved(desk, here):
    proof = desk.get(of(here.emmen, "colours"), {"brand_colour": "#ffd400", "second_colour": ""}).content.decode()
    assert "%23ffd400" in proof
    assert "Letters op de menubalk" in proof
    assert "Nee" not in proof
    css = desk.get(of(here.emmen, "colours_css"), {"brand_colour": "#ffd400"}).content.decode()
    assert '[data-gemeente="gm0114"]' in css
    assert "--bar-bg: #ffd400" in css
    assert Municipality.objects.get(pk=here.emmen.pk).brand_colour == "#00567d"


# --- its logo ---------------------------------------------------------------------------------------------------------


def picture(size: tuple[int, int], kind: str = "PNG", mode: str = "RGB", **options: object) -> bytes:
    file = BytesIO()
    Image.new(mode, size).save(file, kind, **options)
    return file.getvalue()


def brought(content: bytes, name: str = "logo.png") -> dict[str, object]:
    return COLOURS | {"logo": SimpleUploadedFile(name, content, "image/png")}


def test_a_logo_is_kept_as_a_plain_picture_shown_traced_replaced_and_removed(desk, client, administrator, here):
    exif = Image.Exif()
    exif[0x010E] = "Gemaakt door iemand"
    address, form = of(here.emmen, "logo"), of(here.emmen, "change_organisation")
    assert desk.get(address).status_code == 404
    assert desk.post(form, brought(picture((1800, 900), "JPEG", exif=exif), "logo.jpg")).url == of(here.emmen)
    first = Municipality.objects.get(pk=here.emmen.pk).logo
    answer = desk.get(address)
    kept = b"".join(answer.streaming_content)
    with Image.open(BytesIO(kept)) as shown:
        assert (shown.format, shown.mode, shown.size, shown.info) == ("PNG", "RGB", (600, 300), {})
    assert (answer["Content-Type"], answer["ETag"]) == ("image/png", f'"{first}"')
    assert desk.get(address, headers={"If-None-Match": answer["ETag"]}).status_code == 304
    page = desk.get(of(here.emmen)).content.decode()
    assert f'src="{address}"' in page
    assert 'alt="Logo van Emmen"' in page

    desk.post(form, COLOURS | {"name": "Gemeente Emmen"})  # another field: the logo stays
    assert Municipality.objects.get(pk=here.emmen.pk).logo == first
    assert f'href="{address}"' in desk.get(form).content.decode()
    see_through = Image.new("RGBA", (40, 40))
    see_through.paste("green", (10, 10, 30, 20))
    see_through.putpixel((10, 10), (0, 0, 0, 0))
    file = BytesIO()
    see_through.save(file, "PNG")
    desk.post(form, brought(file.getvalue()))
    second = Municipality.objects.get(pk=here.emmen.pk).logo
    with Image.open(BytesIO(b"".join(desk.get(address).streaming_content))) as shown:
        assert (shown.size, shown.getpixel((0, 0))) == ((20, 10), (255, 255, 255))

    client.force_login(factories.person(Role.AUDITOR, here.nation))  # sees what is kept, and changes nothing
    assert client.get(address).status_code == 200
    assert client.post(form, COLOURS | {"logo-clear": "on"}).status_code == 403
    assert Municipality.objects.get(pk=here.emmen.pk).logo == second

    client.force_login(administrator)
    desk.post(form, COLOURS | {"logo-clear": "on"})
    changes = [entry.details.get("changed", {}).get("logo") for entry in Entry.objects.about(here.emmen.subject)]
    assert sorted(filter(None, changes), key=lambda each: each["before"] != "") == [
        {"before": "", "after": first},
        {"before": first, "after": second},
        {"before": second, "after": ""},
    ]
    assert desk.get(address).status_code == 404
    assert "Nog geen" in desk.get(of(here.emmen)).content.decode()

    client.force_login(factories.person(Role.MAYOR, here.emmen))
    assert client.get(address).status_code == 404
    assert client.post(form, brought(picture((40, 40)))).status_code == 404
    assert Municipality.objects.get(pk=here.emmen.pk).logo == ""


def test_greys_of_sixteen_bits_stay_greys():
    file = BytesIO()
    Image.new("I;16", (9, 9), 128 * 257).save(file, "PNG")
    with Image.open(BytesIO(picture_of(file))) as shown:
        assert shown.getpixel((0, 0)) == (128, 128, 128)


@pytest.mark.parametrize(
    ("mode", "options", "shown"),
    [
        ("RGB", {"icc_profile": wide_colours()}, (231, 57, 57)),
        ("RGBA", {"icc_profile": wide_colours()}, (231, 57, 57)),
        ("P", {"icc_profile": wide_colours()}, (231, 57, 57)),
        ("RGB", {}, (200, 60, 60)),
        ("RGB", {"icc_profile": wide_colours()[:200]}, (200, 60, 60)),
        ("LA", {"icc_profile": wide_colours()}, (102, 102, 102)),
    ],
)
def test_colours_are_those_that_were_seen_where_the_picture_was_made(mode, options, shown):
    file = BytesIO()
    Image.new("RGB", (9, 9), (200, 60, 60)).convert(mode, palette=Image.Palette.ADAPTIVE).save(file, "PNG", **options)
    with Image.open(BytesIO(picture_of(file))) as kept:
        assert kept.getpixel((4, 4)) == shown
        assert kept.info == {}


def test_what_can_be_no_logo_is_refused_at_its_field_and_the_rest_stays_as_typed(desk, here, monkeypatch):
    # As in the web process, which does not know WeasyPrint: that lets pictures end too soon.
    monkeypatch.setattr(ImageFile, "LOAD_TRUNCATED_IMAGES", False)
    whole = picture((300, 300))
    moving = picture((9, 9), save_all=True, append_images=[Image.new("RGB", (9, 9), "red")])
    bomb = (2**16).to_bytes(4, "big") * 2 + whole[24:29]
    huge = whole[:16] + bomb + zlib.crc32(b"IHDR" + bomb).to_bytes(4, "big") + whole[33:]
    for content, sentence in (
        (picture((10_000, 6_000), mode="1"), "hooguit 4 megapixels"),
        (huge, "hooguit 4 megapixels"),
        (b"Geen plaatje.", "geen PNG- of JPEG-afbeelding"),
        (picture((9, 9), "GIF"), "geen PNG- of JPEG-afbeelding"),
        (moving, "beweegt"),
        (picture((9, 9), mode="RGBA"), "niets te zien"),
        (whole[:-60], "beschadigd"),
        (whole + bytes(1024 * 1024), "te groot: hooguit 1"),
        (b"", "leeg"),
    ):
        page = desk.post(of(here.emmen, "change_organisation"), brought(content) | {"name": "Anders"})
        assert sentence in " ".join(page.context["form"].errors["logo"])
        assert 'value="Anders"' in page.content.decode()
    assert Municipality.objects.get(pk=here.emmen.pk).logo == ""
    assert not StoredFile.objects.exists()
    assert not Entry.objects.exists()
