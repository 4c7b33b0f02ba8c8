from django.urls import path

from workplan_portal.administration.views import accounts, appointments, overview

app_name = "people"
urlpatterns = [
    path("", overview.administration, name="administration"),
    path("personen/", accounts.people, name="people"),
    path("personen/nieuw/", accounts.add, name="open_account"),
    path("personen/<uuid:uuid>/", accounts.person, name="person"),
    path("personen/<uuid:uuid>/wijzigen/", accounts.change, name="change_account"),
    path("personen/<uuid:uuid>/uitnodigen/", accounts.send_invitation, name="invite"),
    path("personen/<uuid:uuid>/sluiten/", accounts.close, name="close_account"),
    path("personen/<uuid:uuid>/heropenen/", accounts.reopen, name="reopen_account"),
    path("personen/<uuid:uuid>/benoemen/", appointments.choose_role, name="choose_role"),
    path("personen/<uuid:uuid>/benoemen/<slug:role>/", appointments.add, name="appoint"),
    path("benoemingen/<int:pk>/beeindigen/", appointments.end, name="end_appointment"),
    path("benoemingen/<int:pk>/intrekken/", appointments.withdraw, name="withdraw_appointment"),
    path("toegang/", overview.access, name="access"),
    path("toegang/nagekeken/", overview.record_review, name="review_access"),
]
