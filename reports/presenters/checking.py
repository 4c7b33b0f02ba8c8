"""What somebody reads who had a file checked."""

from __future__ import annotations

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from plans import reading as plans
from plans.models import Draft, Rendition, Revision, SheetRendition, WithdrawnAdoption
from reports import reading as reports
from reports.checking import Known, Made, Standing
from reports.models import Letter, Publication, ReleaseRendition, WithdrawnRelease

from .shelf import Listed

NO_LONGER = gettext_lazy("This is exactly the document of this portal, and it no longer holds")


@dataclass(frozen=True)
class Answer:
    """`type` as of an alert: ok, warning."""

    type: str
    title: str | Promise
    sentence: str
    document: str = ""
    url: str = ""


def answer(known: Known | None) -> Answer:
    if known is None:
        return Answer(
            "warning",
            _("We do not know this file"),
            _(
                "It is not, byte for byte, a document that was published here. It may have been changed, or saved anew "
                "by another program. Download the document here to be sure of what it says."
            ),
        )
    if found := _no_longer(known.made):
        return found
    match known.made:
        case Publication():
            return _published(known.made) if known.standing == Standing.PUBLISHED else _withdrawn(known.made)
        case Rendition(revision=revision):
            sentence = _("It is version %(number)s, which was adopted. It has not been published in this form.")
            return _exactly(
                sentence % {"number": revision.number},
                revision.plan.title,
                reverse("plans:plan", args=[revision.plan.uuid]),
            )
        case SheetRendition(adoption=adoption):
            revision = adoption.of
            sentence = _("It is the decision sheet of version %(number)s, which was adopted.")
            url = reverse("plans:decision_sheet", args=[Draft(plan=revision.plan, number=revision.amendment)])
            return _exactly(sentence % {"number": revision.number}, revision.plan.title, url)
        case ReleaseRendition(release=release):
            sentence = _("It is version %(number)s, which was released. It has not been published in this form.")
            url = reverse("reports:report", args=[release.report.uuid])
            return _exactly(sentence % {"number": release.number}, release.report.title, url)
        case Letter() as letter:
            url = reverse("reports:letter", args=[letter.uuid])
            return _exactly(_("The letter was sent. It has not been published."), str(letter), url)
        case plans.Text() as text:
            return _text_of_plan(text, is_earlier=known.standing == Standing.EARLIER)
        case reports.Text() as text:
            url = reverse("reports:report", args=[text.report.uuid])
            return _settled(text.report.title, url) if text.release else _current(text.report.title, url)


def _text_of_plan(text: plans.Text, *, is_earlier: bool) -> Answer:
    if is_earlier and text.revision and not text.record.adoption:
        return _earlier(text.title, text.revision)
    if text.record.adoption or text.draft is None:
        return _settled(text.title, reverse("plans:plan", args=[text.plan.uuid]))
    return _current(text.title, reverse("plans:amendment", args=[text.draft]))


def _published(publication: Publication) -> Answer:
    sentence = _("%(decided)s. Published on %(day)s.")
    about = {"decided": publication.decided_in_words, "day": _day(publication)}
    return _exactly(sentence % about, publication.title, Listed(publication).page_url)


def _withdrawn(publication: Publication) -> Answer:
    sentence = _("It was published on %(day)s and withdrawn on %(until)s. There may be a newer version.")
    about = {
        "day": _day(publication),
        "until": date_format(localtime(publication.withdrawn_at), "j F Y"),
    }
    return Answer(
        "warning", _("This document was published here, and no longer holds"), sentence % about, publication.title
    )


def _no_longer(made: Made) -> Answer | None:
    """What it was made of was taken back since."""
    match made:
        case Rendition(withdrawn_with=adoption) | SheetRendition(adoption=adoption) if adoption:
            return None if adoption.revision else _no_longer_adopted(adoption.withdrawal)
        case ReleaseRendition(release=release) if hasattr(release, "withdrawal"):
            return _no_longer_released(release.withdrawal)
    return None


def _no_longer_adopted(withdrawn: WithdrawnAdoption) -> Answer:
    sentence = _("It is version %(number)s. Its adoption of %(day)s was withdrawn on %(until)s: it is not in force.")
    plan = withdrawn.revision.plan
    about = {
        "number": withdrawn.revision.number,
        "day": date_format(withdrawn.adoption.adopted_on, "j F Y"),
        "until": date_format(localtime(withdrawn.withdrawn_at), "j F Y"),
    }
    return Answer("warning", NO_LONGER, sentence % about, plan.title, reverse("plans:plan", args=[plan.uuid]))


def _no_longer_released(withdrawn: WithdrawnRelease) -> Answer:
    sentence = _("It is version %(number)s. The report was reopened on %(until)s: this version no longer holds.")
    report = withdrawn.release.report
    about = {
        "number": withdrawn.release.number,
        "until": date_format(localtime(withdrawn.withdrawn_at), "j F Y"),
    }
    return Answer("warning", NO_LONGER, sentence % about, report.title, reverse("reports:report", args=[report.uuid]))


def _exactly(sentence: str, title: str, url: str) -> Answer:
    return Answer("ok", _("This is exactly the document of this portal"), sentence, title, url)


def _current(title: str, url: str) -> Answer:
    sentence = _("This text has not been adopted or released, so it may still change.")
    return Answer("ok", _("This is exactly the text as it stands in this portal now"), sentence, title, url)


def _settled(title: str, url: str) -> Answer:
    sentence = _(
        "These are the words that were adopted or released. The file was made before that, so it does not tell who "
        "agreed. Download the document here to have that as well."
    )
    return Answer("ok", _("This is exactly the text that was adopted or released"), sentence, title, url)


def _earlier(title: str, revision: Revision) -> Answer:
    sentence = _("It is version %(number)s, submitted on %(day)s. The text as it stands now is another one.")
    about = {"number": revision.number, "day": date_format(localtime(revision.submitted_at), "j F Y")}
    url = reverse("plans:revision", args=[revision.plan.uuid, revision.number])
    return Answer(
        "warning", _("This is exactly an earlier version of a text in this portal"), sentence % about, title, url
    )


def _day(publication: Publication) -> str:
    return date_format(localtime(publication.visible_from), "j F Y")
