from django.urls import path

from workplan_portal.meetings.views import agenda, course, minutes, reading

app_name = "meetings"

urlpatterns = [
    path("", reading.meetings, name="list"),
    path("nieuw/", course.plan, name="plan"),
    path("<uuid:uuid>/", reading.meeting, name="meeting"),
    path("<uuid:uuid>/overleg.ics", reading.calendar, name="calendar"),
    path("<uuid:uuid>/stukken.pdf", reading.bundle, name="bundle"),
    path("<uuid:uuid>/wijzigen/", course.change, name="change"),
    path("<uuid:uuid>/gehouden/", course.hold, name="hold"),
    path("<uuid:uuid>/afgelasten/", course.cancel, name="cancel"),
    path("<uuid:uuid>/notulen-vast/", course.fix, name="fix"),
    path("<uuid:uuid>/agenda/", agenda.add, name="add_item"),
    path("<uuid:uuid>/agenda/<uuid:item>/verplaatsen/", agenda.move, name="move_item"),
    path("<uuid:uuid>/agenda/<uuid:item>/verwijderen/", agenda.remove, name="remove_item"),
    path("<uuid:uuid>/punt/<uuid:item>/", minutes.item, name="item"),
    path("<uuid:uuid>/punt/<uuid:item>/uitkomst/", minutes.conclude, name="conclude"),
    path("<uuid:uuid>/punt/<uuid:item>/notities/", minutes.notes, name="notes"),
]
