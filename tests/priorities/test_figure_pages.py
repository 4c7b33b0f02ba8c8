"""The indicator library and the figures, as planners, administrators and readers use them."""

from decimal import Decimal

import pytest
from django.urls import reverse

from priorities.actions.figures import correct_figure, enter_figure
from priorities.codes import Direction, Lifecycle, Unit
from priorities.models import Figure, Indicator

TIED = "\N{NO-BREAK SPACE}"


def url(name: str, *args: object) -> str:
    return reverse(f"priorities:{name}", args=args)


def text(answer) -> str:
    return answer.content.decode()


def fields(answer) -> dict[str, object]:
    form = answer.context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in values.items() if value not in (None, False)}


@pytest.fixture
def as_planner(client, world):
    client.force_login(world.planner)
    return client


@pytest.fixture
def as_administrator(client, world):
    client.force_login(world.administrator)
    return client


def share(world) -> Indicator:
    return world.indicator(
        "Positief afgedaan",
        unit=Unit.PERCENT,
        direction=Direction.HIGHER,
        cumulative=False,
        numerator_label="Positief afgedane dossiers",
        denominator_label="Aangeleverde dossiers",
    )


# --- the library ------------------------------------------------------------------------------------------------------


def test_an_indicator_is_added_activated_edited_and_retired(as_administrator, world):
    typed = {
        "name": "Woninginbraken",
        "code": "Woninginbraken",
        "unit": "count",
        "direction": "lower",
        "cumulative": "on",
        "expected_by": "course",
        "source": "BVH",
    }
    answer = as_administrator.post(url("indicator_add"), typed, follow=True)
    assert "in ontwikkeling" in text(answer)
    indicator = Indicator.objects.get(code="woninginbraken")

    as_administrator.post(url("indicator_activate", indicator.code))
    address = url("indicator_edit", indicator.code)
    typed = fields(as_administrator.get(address)) | {"definition": "Ook pogingen."}
    assert as_administrator.post(address, typed).status_code == 302
    as_administrator.post(url("indicator_retire", indicator.code))

    indicator.refresh_from_db()
    assert (indicator.lifecycle, indicator.definition) == (Lifecycle.RETIRED, "Ook pogingen.")
    assert "vervallen" in text(as_administrator.get(url("indicator", indicator.code)))


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"code": "nieuw"}, {"code"}),
        ({"code": "met spaties"}, {"code"}),
        ({"unit": "percent"}, {"numerator_label", "denominator_label"}),
        ({"unit": "kilo"}, {"unit"}),
        ({"name": ""}, {"name"}),
    ],
)
def test_an_indicator_that_makes_no_sense_is_not_saved(as_administrator, typed, wrong):
    values = {"name": "Inbraken", "code": "inbraken", "unit": "count", "direction": "lower", "expected_by": "course"}
    answer = as_administrator.post(url("indicator_add"), values | typed)
    assert answer.context["form"].errors.keys() == wrong
    assert not Indicator.objects.exists()


def test_a_code_is_given_once(as_administrator, world):
    world.indicator(code="inbraken")
    values = {"name": "Inbraken", "code": "INBRAKEN", "unit": "count", "direction": "lower", "expected_by": "course"}
    assert "Deze code is al in gebruik" in text(as_administrator.post(url("indicator_add"), values))


def test_the_unit_cannot_be_changed_once_there_are_figures_and_the_page_says_why(as_administrator, world):
    indicator = world.indicator()
    world.figure(210, indicator=indicator)
    address = url("indicator_edit", indicator.code)
    page = as_administrator.get(address)
    assert "Er zijn al cijfers op deze manier geteld." in text(page)
    as_administrator.post(address, fields(page) | {"unit": "euro"})
    indicator.refresh_from_db()
    assert indicator.unit == Unit.COUNT


def test_a_stale_edit_shows_the_other_one(as_administrator, world):
    indicator = world.indicator("Inbraken")
    address = url("indicator_edit", indicator.code)
    first = fields(as_administrator.get(address))
    as_administrator.post(address, first | {"definition": "Hun definitie."})
    answer = as_administrator.post(address, first | {"definition": "Mijn definitie."})
    assert "Hun definitie." in text(answer)
    assert answer.context["form"]["definition"].value() == "Mijn definitie."


def test_others_read_the_library_and_are_told_who_keeps_it(as_planner, world):
    indicator = world.indicator("Inbraken")
    assert "Inbraken" in text(as_planner.get(url("indicators")))
    page = text(as_planner.get(url("indicator", indicator.code)))
    assert "Alleen een functioneel beheerder beheert de indicatoren." in page
    for name, args in (("indicator_add", ()), ("indicator_edit", (indicator.code,))):
        assert as_planner.get(url(name, *args)).status_code == 403
    for name in ("indicator_activate", "indicator_retire"):
        assert as_planner.post(url(name, indicator.code)).status_code == 403
        assert as_planner.get(url(name, indicator.code)).status_code == 405


def test_the_library_is_searched_and_filtered(as_planner, world):
    world.indicator("Inbraken")
    world.indicator("Overlast")
    page = as_planner.get(url("indicators"), {"q": "inbra"})
    assert [i.name for i in page.context["page"]] == ["Inbraken"]
    assert "Geen indicatoren gevonden" in text(as_planner.get(url("indicators"), {"fase": "retired"}))
    assert len(as_planner.get(url("indicators"), {"fase": "onzin"}).context["page"]) == 2


def test_an_indicator_shows_its_years_and_periods(as_planner, world):
    indicator = world.indicator()
    for year, value in ((2019, 501), (2020, 373)):
        world.figure(value, year, indicator=indicator)
    world.figure(120, 2020, indicator=indicator, period=4)
    rows = as_planner.get(url("indicator", indicator.code)).context["rows"]
    assert [(row.title, [cell.text for cell in row.cells]) for row in rows] == [
        ("2020", ["120", "n.b.", "373"]),
        ("2019", ["n.b.", "n.b.", "501"]),
    ]
    assert (rows[0].difference, rows[0].percentage) == ("−128", "−25,5%")


# --- reading figures --------------------------------------------------------------------------------------------------


def test_figures_stand_side_by_side_with_the_change(client, world):
    accidents = world.indicator("Dodelijke ongevallen")
    nuisance = world.indicator("Overlast")
    for indicator, values in ((accidents, (3, 2)), (nuisance, (2591, 3837))):
        for year, value in zip((2019, 2020), values, strict=True):
            world.figure(value, year, indicator=indicator, provisional=year == 2020)
    client.force_login(world.safety_officer)
    page = client.get(url("figures"), {"gebied": "GM0114", "jaar": "2020"})
    rows = {row.title: row for row in page.context["rows"]}
    assert [cell.text for cell in rows["Overlast"].cells] == ["n.b.", "n.b.", "2.591", "3.837 (voorlopig)"]
    assert (rows["Overlast"].difference, rows["Overlast"].percentage) == ("+1.246", "+48,1%")
    assert rows["Dodelijke ongevallen"].percentage == "klein aantal"
    assert "2.021" not in text(page), "a year has no thousands separator"


def test_what_has_no_figures_here_is_shown_to_whoever_fills_in_or_asks(client, as_planner, world):
    world.indicator("Overlast")
    world.figure(373, 2020, indicator=world.indicator("Inbraken"))
    here = {"gebied": "GM0114", "jaar": "2020"}

    def titles(seen, **asked):
        return [row.title for row in seen.get(url("figures"), here | asked).context["rows"]]

    assert titles(as_planner) == ["Inbraken", "Overlast"]
    assert titles(as_planner, toon="met-cijfers") == ["Inbraken"]
    client.force_login(world.safety_officer)
    assert titles(client) == ["Inbraken"]
    assert titles(client, toon="alle") == ["Inbraken", "Overlast"]
    nothing = text(client.get(url("figures"), here | {"q": "Overlast"}))
    assert "Geen cijfers van Emmen gevonden" in nothing
    assert "Alle indicatoren tonen" in nothing


def test_the_table_starts_with_the_own_area_and_its_latest_year(client, world):
    world.figure(373, 2020)
    client.force_login(world.safety_officer)
    context = client.get(url("figures")).context
    assert (context["area"].name, context["last"]) == ("Emmen", 2020)


@pytest.mark.parametrize(
    "query", [{"jaar": "9" * 30}, {"jaar": "-1"}, {"jaar": "x"}, {"gebied": "GM9999"}, {"pagina": "x"}]
)
def test_a_strange_address_shows_the_usual_table(as_planner, world, query):
    world.figure(373, 2020, area=world.team)
    assert as_planner.get(url("figures"), query).context["last"] == 2020


def test_retired_indicators_stay_only_where_they_have_figures(as_planner, world):
    from priorities.actions.indicators import retire_indicator

    kept, gone = world.indicator("Met cijfer"), world.indicator("Zonder cijfer")
    world.figure(1, 2020, indicator=kept)
    for indicator in (kept, gone):
        retire_indicator(indicator=indicator, by=world.administrator)
    page = as_planner.get(url("figures"), {"gebied": "GM0114", "jaar": "2020"})
    assert [row.title for row in page.context["rows"]] == ["Met cijfer"]


def test_the_queries_of_the_table_do_not_grow(as_planner, world, django_assert_max_num_queries):
    for number in range(15):
        world.figure(number, 2020, indicator=world.indicator(f"Indicator {number}"))
    query = {"gebied": "GM0114", "jaar": "2020"}
    as_planner.get(url("figures"), query)
    with django_assert_max_num_queries(16):
        as_planner.get(url("figures"), query)


# --- entering ---------------------------------------------------------------------------------------------------------


def test_a_missing_figure_is_entered_from_its_place_in_the_table(as_planner, world):
    indicator = world.indicator("Inbraken", source="BVH")
    table = text(as_planner.get(url("figures"), {"gebied": "GM0114", "jaar": "2020"}))
    address = f"{url('figure_enter')}?indicator={indicator.code}&gebied=GM0114&jaar=2020"
    assert address.replace("&", "&amp;") in table

    typed = fields(as_planner.get(address))
    assert (typed["area"], typed["year"], typed["source"]) == (world.emmen.pk, 2020, "BVH")
    answer = as_planner.post(address, typed | {"value": "3.837", "reference_date": "15-1-2021"}, follow=True)
    figure = Figure.objects.get()
    assert answer.redirect_chain[0][0] == url("figure", figure.pk)
    assert (figure.value, figure.period, str(figure.reference_date)) == (3837, 12, "2021-01-15")
    assert "3.837" in text(answer)


def test_without_an_indicator_one_is_chosen_first(as_planner, world):
    world.indicator("Inbraken")
    world.indicator("In woorden", unit=Unit.WORDS)
    page = text(as_planner.get(url("figure_enter")))
    assert "Inbraken" in page
    assert "In woorden" not in page, "what is described in words has no figure"


def test_a_percentage_is_entered_as_its_two_numbers(as_planner, world):
    indicator = share(world)
    address = f"{url('figure_enter')}?indicator={indicator.code}"
    page = as_planner.get(address)
    assert "Aangeleverde dossiers" in text(page)
    typed = {"area": world.team.pk, "year": "2020", "period": "12", "source": "OM", "numerator": "6"}
    assert as_planner.post(address, typed).context["form"].errors.keys() == {"denominator"}
    assert "40%" in text(as_planner.post(address, typed | {"denominator": "15"}, follow=True))
    none = as_planner.post(address, typed | {"year": "2019", "numerator": "0", "denominator": "0"}, follow=True)
    assert "n.v.t." in text(none)


@pytest.mark.parametrize(
    ("unit", "value", "shown"),
    [
        (Unit.EURO, "319000,50", f"€{TIED}319.000,50"),
        (Unit.YES_NO, "1", "ja"),
        (Unit.FTE, "1,5", "1,5 fte"),
        (Unit.HOURS, "1250", "1.250 uur"),
    ],
)
def test_every_unit_can_be_entered(as_planner, world, unit, value, shown):
    indicator = world.indicator(unit=unit, direction=Direction.HIGHER)
    typed = {"area": world.emmen.pk, "year": "2020", "period": "12", "source": "BVH", "value": value}
    answer = as_planner.post(f"{url('figure_enter')}?indicator={indicator.code}", typed, follow=True)
    assert shown in text(answer)


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"value": "-1"}, "value"),
        ({"value": "veel"}, "value"),
        ({"value": "2,5"}, "value"),
        ({"value": "9" * 60}, "value"),
        ({"value": ""}, "value"),
        ({"year": "1999"}, "year"),
        ({"period": "6"}, "period"),
        ({"area": "westerveld"}, "area"),
        ({"source": ""}, "source"),
        ({"reference_date": "31-31-2021"}, "reference_date"),
    ],
)
def test_what_is_no_figure_is_not_saved(as_planner, world, typed, wrong):
    values = {"area": world.emmen.pk, "year": "2020", "period": "12", "value": "5", "source": "BVH"} | typed
    if values["area"] == "westerveld":
        values["area"] = world.westerveld.pk
    answer = as_planner.post(f"{url('figure_enter')}?indicator={world.indicator().code}", values)
    assert answer.context["form"].errors.keys() == {wrong}
    assert not Figure.objects.exists()


def test_a_figure_that_is_there_already_is_shown_and_can_be_corrected(as_planner, world):
    figure = world.figure(373)
    typed = {"area": world.emmen.pk, "year": "2020", "period": "12", "value": "400", "source": "BVH"}
    answer = as_planner.post(f"{url('figure_enter')}?indicator={figure.indicator.code}", typed)
    assert "al ingevuld: 373" in text(answer)
    assert url("figure_correct", figure.pk) in text(answer)
    assert Figure.objects.get().value == 373


def test_a_cumulative_figure_that_goes_down_asks_why(as_planner, world):
    indicator = world.indicator()
    world.figure(60, indicator=indicator, period=4)
    address = f"{url('figure_enter')}?indicator={indicator.code}"
    typed = {"area": world.emmen.pk, "year": "2020", "period": "8", "value": "58", "source": "BVH"}
    assert as_planner.post(address, typed).context["form"].errors.keys() == {"reason"}
    assert as_planner.post(address, typed | {"reason": "Dubbele meldingen eruit."}).status_code == 302
    before = {"area": world.emmen.pk, "year": "2020", "period": "12", "value": "57", "source": "BVH"}
    assert as_planner.post(address, before).context["form"].errors.keys() == {"reason"}


def test_a_state_may_go_down_without_a_word(as_planner, world):
    indicator = world.indicator(cumulative=False)
    world.figure(60, indicator=indicator, period=4)
    typed = {"area": world.emmen.pk, "year": "2020", "period": "8", "value": "58", "source": "BVH"}
    assert as_planner.post(f"{url('figure_enter')}?indicator={indicator.code}", typed).status_code == 302


# --- correcting -------------------------------------------------------------------------------------------------------


def test_a_correction_needs_a_reason_and_leaves_a_history(as_planner, world):
    figure = world.figure(3800, provisional=True)
    address = url("figure_correct", figure.pk)
    typed = fields(as_planner.get(address)) | {"value": "3837"}
    assert as_planner.post(address, typed).context["form"].errors.keys() == {"reason"}

    typed.pop("provisional")
    answer = as_planner.post(address, typed | {"reason": "Definitieve telling."}, follow=True)
    assert [(past.action, past.text, past.reason) for past in answer.context["history"]] == [
        ("cijfer gecorrigeerd", "3.837", "Definitieve telling."),
        ("cijfer ingevuld", "3.800 (voorlopig)", ""),
    ]
    assert "@" not in text(answer).split("<main")[1].split("</main>")[0], "names, no addresses"


def test_a_stale_correction_shows_the_figure_that_is_there_now(as_planner, world):
    figure = world.figure(210)
    address = url("figure_correct", figure.pk)
    typed = fields(as_planner.get(address)) | {"value": "213", "reason": "Telfout."}
    correct_figure(figure=figure, version=1, value=Decimal(212), reason="Eerst.", by=world.unit_planner)
    answer = as_planner.post(address, typed)
    assert "Iemand anders heeft dit gewijzigd" in text(answer)
    assert Figure.objects.get().value == 212
    assert as_planner.post(address, typed | {"version": "2"}).status_code == 302
    assert Figure.objects.get().value == 213


def test_a_yes_or_no_is_corrected(as_planner, world):
    indicator = world.indicator(unit=Unit.YES_NO, direction=Direction.HIGHER)
    figure = enter_figure(
        indicator=indicator, area=world.team, year=2020, period=12, value=Decimal(0), source="Team", by=world.planner
    )
    address = url("figure_correct", figure.pk)
    typed = fields(as_planner.get(address))
    assert typed["value"] == "0"
    as_planner.post(address, typed | {"value": "1", "reason": "Toch gedaan."})
    assert Figure.objects.get().value == 1


def test_a_figure_is_removed_with_a_reason(as_planner, world):
    figure = world.figure(210)
    address = url("figure_remove", figure.pk)
    assert as_planner.post(address, {}).context["form"].errors.keys() == {"reason"}
    as_planner.post(address, {"reason": "Verkeerd jaar."})
    assert not Figure.objects.exists()


def test_readers_see_figures_and_may_change_none(client, world):
    figure = world.figure(210)
    client.force_login(world.safety_officer)
    page = text(client.get(url("figure", figure.pk)))
    assert "Alleen beleidsmedewerkers van de politie vullen cijfers in." in page
    assert url("figure_remove", figure.pk) not in page
    for name, args in (("figure_enter", ()), ("figure_correct", (figure.pk,)), ("figure_remove", (figure.pk,))):
        assert client.get(url(name, *args)).status_code == 403
        assert client.post(url(name, *args), {"reason": "x"}).status_code == 403
    assert client.get(url("figure", 999_999)).status_code == 404
