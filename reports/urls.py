from django.urls import path

from . import views

app_name = "reports"
urlpatterns = [
    path("documenten/", views.documents, name="documents"),
    path("documenten/<uuid:uuid>/", views.document, name="document"),
    path("documenten/<uuid:uuid>/<slug:name>.pdf", views.document_pdf, name="document_pdf"),
    path("documenten/<uuid:uuid>/document.json", views.document_json, name="document_json"),
    path("documenten/<uuid:uuid>/intrekken/", views.withdraw, name="withdraw"),
    path("plannen/<uuid:uuid>/publiceren/", views.publish, name="publish"),
]
