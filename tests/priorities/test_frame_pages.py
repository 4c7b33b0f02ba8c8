"""The pages of frames and priorities, as their keepers and readers use them."""

import pytest
from django.urls import reverse

from priorities.actions.frames import edit_priority
from priorities.models import PolicyFrame, Priority


@pytest.fixture
def as_officer(client, world):
    client.force_login(world.safety_officer)
    return client


def url(name: str, *args: object) -> str:
    return reverse(f"priorities:{name}", args=args)


def text(answer) -> str:
    return answer.content.decode()


def fields(answer) -> dict[str, object]:
    """What the form on the page would send if nothing was typed."""
    form = answer.context["form"]
    return {name: "" if (value := form[name].value()) is None else value for name in form.fields}


def test_a_frame_is_made_and_adopted_from_the_first_page_on(as_officer, world):
    overview = as_officer.get(url("frames"))
    assert "Geen kaders gevonden" in text(overview)
    assert url("frame_add") in text(overview)

    answer = as_officer.post(
        url("frame_add"),
        {
            "keeping": f"local-{world.emmen.pk}",
            "title": "Uitvoeringsprogramma",
            "valid_from": "2021",
            "valid_until": "2024",
        },
        follow=True,
    )
    frame = PolicyFrame.objects.get()
    assert answer.redirect_chain[0][0] == url("frame", frame.uuid)
    assert "geldig 2021–2024" in text(answer)
    assert "Nog geen prioriteiten" in text(answer)

    as_officer.post(
        url("priority_add", frame.uuid),
        {
            "heading": "Veilige wijken",
            "title": "Minder overlast",
            "objective": "Rust in **elke** wijk.",
            "authority": "public_order",
        },
    )
    page = text(as_officer.get(url("frame", frame.uuid)))
    assert "Minder overlast" in page
    assert "<p>Rust in <strong>elke</strong> wijk.</p>" in page

    answer = as_officer.post(
        url("frame_adopt", frame.uuid), {"adopted_on": "1-12-2020", "adopted_by": "gemeenteraad"}, follow=True
    )
    assert "1 december 2020" in text(answer)
    assert url("frame_edit", frame.uuid) not in text(answer), "an adopted frame is not edited"
    assert PolicyFrame.objects.get().is_adopted


def test_only_what_somebody_keeps_can_be_chosen(as_officer, world):
    answer = as_officer.post(
        url("frame_add"),
        {"keeping": f"local-{world.coevorden.pk}", "title": "Buren", "valid_from": "2021", "valid_until": "2021"},
    )
    assert answer.status_code == 200
    assert not PolicyFrame.objects.exists()
    assert answer.context["form"].errors.keys() == {"keeping"}


@pytest.mark.parametrize(
    ("typed", "wrong"),
    [
        ({"title": ""}, "title"),
        ({"valid_from": "2024", "valid_until": "2021"}, "valid_until"),
        ({"valid_from": "1800"}, "valid_from"),
        ({"valid_from": "volgend jaar"}, "valid_from"),
        ({"title": "x" * 200_000}, "title"),
        ({"title": "Tekst\x07"}, "title"),
    ],
)
def test_what_cannot_be_saved_is_said_at_the_field_and_stays(as_officer, world, typed, wrong):
    values = {"keeping": f"local-{world.emmen.pk}", "title": "Programma", "valid_from": "2021", "valid_until": "2024"}
    answer = as_officer.post(url("frame_add"), values | typed)
    assert answer.context["form"].errors.keys() == {wrong}
    assert answer.context["form"]["valid_until"].value() == (values | typed)["valid_until"]
    assert "Fout:" in text(answer).split("</title>")[0]
    assert not PolicyFrame.objects.exists()


def test_a_form_that_is_saved_as_it_was_changes_nothing(as_officer, world, unchanged):
    frame = world.frame("Minder overlast")
    priority = frame.priorities.get()
    for address in (url("frame_edit", frame.uuid), url("priority_edit", frame.uuid, priority.uuid)):
        typed = fields(as_officer.get(address))
        with unchanged():
            assert as_officer.post(address, typed).status_code == 302


def test_two_writers_are_shown_each_others_text(as_officer, world):
    frame = world.frame("Minder overlast")
    priority = frame.priorities.get()
    address = url("priority_edit", frame.uuid, priority.uuid)
    typed = fields(as_officer.get(address)) | {"ambition": "Mijn tekst."}
    edit_priority(priority=priority, version=1, ambition="Hun tekst.", by=world.safety_officer)

    answer = as_officer.post(address, typed)
    assert answer.status_code == 200
    assert "Iemand anders heeft dit gewijzigd" in text(answer)
    assert "Hun tekst." in text(answer)
    assert answer.context["form"]["ambition"].value() == "Mijn tekst."
    assert Priority.objects.get().ambition == "<p>Hun tekst.</p>"

    again = fields(answer)
    assert as_officer.post(address, again).status_code == 302
    assert Priority.objects.get().ambition == "<p>Mijn tekst.</p>"


def test_priorities_are_moved_and_removed(as_officer, world):
    frame = world.frame("A", "B", "C")
    first, _, last = frame.priorities.all()
    page = as_officer.get(url("frame", frame.uuid))
    assert text(page).count('value="omhoog"') == 2, "the first has no way up"
    assert text(page).count('value="omlaag"') == 2, "the last has no way down"

    as_officer.post(url("priority_move", frame.uuid, last.uuid), {"richting": "omhoog"})
    assert [p.title for p in frame.priorities.all()] == ["A", "C", "B"]
    assert as_officer.post(url("priority_move", frame.uuid, last.uuid), {"richting": "opzij"}).status_code == 404

    assert "verdwijnt uit dit concept" in text(as_officer.get(url("priority_remove", frame.uuid, first.uuid)))
    assert frame.priorities.count() == 3, "asking first removes nothing"
    as_officer.post(url("priority_remove", frame.uuid, first.uuid))
    assert [p.title for p in frame.priorities.all()] == ["C", "B"]


def test_a_new_edition_is_made_and_thrown_away(as_officer, world):
    frame = world.adopted_frame("Minder overlast")
    answer = as_officer.post(url("frame_renew", frame.uuid), follow=True)
    renewed = PolicyFrame.objects.get(replaces=frame)
    assert "uitgave 2" in text(answer)
    assert "Minder overlast" in text(answer)
    assert "Er wordt gewerkt aan een nieuwe uitgave" in text(as_officer.get(url("frame", frame.uuid)))
    assert "uitgave 2" in text(as_officer.get(url("frames")))
    assert "er is een nieuwere uitgave" not in text(as_officer.get(url("frames"))), "not before it has been adopted"

    as_officer.post(url("frame_discard", renewed.uuid))
    assert list(PolicyFrame.objects.all()) == [frame]

    as_officer.post(url("frame_renew", frame.uuid))
    renewed = PolicyFrame.objects.get(replaces=frame)
    as_officer.post(url("frame_adopt", renewed.uuid), {"adopted_on": "1-2-2021", "adopted_by": "gemeenteraad"})
    assert "uitgave 1, er is een nieuwere uitgave" in text(as_officer.get(url("frames")))


def test_readers_see_adopted_frames_without_the_drafts(client, world):
    adopted = world.adopted_frame("Minder overlast")
    draft = world.frame("Geheim", title="Nog niet klaar")
    client.force_login(world.planner)
    page = text(client.get(url("frames")))
    assert adopted.title in page
    assert "Nog niet klaar" not in page
    assert client.get(url("frame", adopted.uuid)).status_code == 200
    assert "Alleen een veiligheidsadviseur van Emmen beheert dit kader." in text(client.get(url("frame", adopted.uuid)))
    for name in ("frame", "frame_edit", "frame_adopt", "frame_discard", "priority_add"):
        assert client.get(url(name, draft.uuid)).status_code == 404
    assert client.post(url("frame_renew", draft.uuid)).status_code == 404


def test_search_does_not_find_what_is_not_seen(client, world):
    world.frame("Geheime prioriteit", title="Nog niet klaar")
    client.force_login(world.planner)
    assert "Geen kaders gevonden" in text(client.get(url("frames"), {"q": "Geheime"}))


def test_a_refusal_says_why(client, world):
    frame = world.adopted_frame("Minder overlast")
    priority = frame.priorities.get()
    client.force_login(world.planner)
    for address in (url("frame_add"), url("frame_edit", frame.uuid), url("frame_adopt", frame.uuid)):
        for answer in (client.get(address), client.post(address, {})):
            assert answer.status_code == 403
    for name in ("priority_edit", "priority_remove"):
        assert client.get(url(name, frame.uuid, priority.uuid)).status_code == 403
    assert client.post(url("frame_renew", frame.uuid)).status_code == 403
    refused = client.post(url("priority_move", frame.uuid, priority.uuid), {"richting": "omlaag"})
    assert refused.status_code == 403
    assert "Alleen een veiligheidsadviseur van Emmen beheert dit kader." in text(refused)


def test_a_get_never_changes_anything(as_officer, world, unchanged):
    frame = world.frame("A")
    priority = frame.priorities.get()
    with unchanged():
        for name in ("frame", "frame_edit", "frame_adopt", "frame_discard", "priority_add"):
            assert as_officer.get(url(name, frame.uuid)).status_code == 200
        assert as_officer.get(url("frame_renew", frame.uuid)).status_code == 405
        assert as_officer.get(url("priority_move", frame.uuid, priority.uuid)).status_code == 405


def test_an_adoption_in_the_future_is_not_recorded(as_officer, world):
    frame = world.frame()
    answer = as_officer.post(url("frame_adopt", frame.uuid), {"adopted_on": "31-12-2099", "adopted_by": "raad"})
    assert "Deze datum moet nog komen." in text(answer)
    assert not PolicyFrame.objects.get().is_adopted


def test_somebody_was_first_to_adopt(as_officer, world):
    frame = world.frame()
    typed = {"adopted_on": "1-12-2020", "adopted_by": "raad"}
    assert as_officer.post(url("frame_adopt", frame.uuid), typed).status_code == 302
    answer = as_officer.post(url("frame_adopt", frame.uuid), typed)
    assert answer.status_code == 403
    assert "Dit kader is al vastgesteld." in text(answer)


def test_search_by_words_and_year(as_officer, world):
    world.frame("Ondermijning", title="Programma 2021", valid_from=2021, valid_until=2021)
    world.frame("Verkeer", title="Programma 2022", valid_from=2022, valid_until=2024)
    for query, found in [
        ({"q": "ondermijning"}, ["Programma 2021"]),
        ({"q": "ondermijning " * 1500}, ["Programma 2021"]),
        ({"jaar": "2023"}, ["Programma 2022"]),
        ({"q": "programma emmen"}, ["Programma 2021", "Programma 2022"]),
        ({"q": "verkeer", "jaar": "2021"}, []),
        ({"jaar": "x" * 50}, ["Programma 2021", "Programma 2022"]),
        ({"jaar": "٢٠٢١"}, ["Programma 2021", "Programma 2022"]),
    ]:
        levels = as_officer.get(url("frames"), query).context["levels"]
        assert [line.frame.title for level in levels for line in level.lines] == found


def test_priorities_are_counted_whole_when_a_search_finds_one_of_them(as_officer, world):
    world.frame("Ondermijning", "Verkeer")
    line = as_officer.get(url("frames"), {"q": "verkeer"}).context["levels"][0].lines[0]
    assert line.frame.priority_count == 2


def test_the_queries_of_the_list_do_not_grow(as_officer, world, django_assert_max_num_queries):
    for number in range(12):
        world.frame("A", "B", title=f"Programma {number}")
    as_officer.get(url("frames"))
    with django_assert_max_num_queries(12):
        as_officer.get(url("frames"))


def test_the_queries_of_a_frame_do_not_grow(as_officer, world, django_assert_max_num_queries):
    frame = world.frame(*(f"Prioriteit {number}" for number in range(20)))
    as_officer.get(url("frame", frame.uuid))
    with django_assert_max_num_queries(12):
        as_officer.get(url("frame", frame.uuid))


@pytest.mark.parametrize("markup", ["<script>alert(1)</script>", "<img src=x onerror=alert(1)>", '"><b>vet</b>'])
def test_script_and_markup_in_every_field_is_shown_as_text_or_not_at_all(as_officer, world, markup):
    frame = world.frame(title=f"Titel {markup}", reference=markup)
    as_officer.post(
        url("priority_add", frame.uuid),
        dict.fromkeys(
            ("heading", "title", "other_titles", "narrative", "ambition", "objective", "residents_input"), markup
        )
        | {"authority": "both"},
    )
    for page in (url("frames"), url("frame", frame.uuid), url("frame_edit", frame.uuid)):
        assert markup not in text(as_officer.get(page))
