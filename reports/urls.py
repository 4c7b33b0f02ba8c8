from django.urls import path

from .views import publishing, shelf

app_name = "reports"
urlpatterns = [
    path("documenten/", shelf.documents, name="documents"),
    path("documenten/<uuid:uuid>/", shelf.document, name="document"),
    path("documenten/<uuid:uuid>/<slug:name>.pdf", shelf.document_pdf, name="document_pdf"),
    path("documenten/<uuid:uuid>/document.json", shelf.document_json, name="document_json"),
    path("documenten/<uuid:uuid>/intrekken/", publishing.withdraw, name="withdraw"),
    path("plannen/<uuid:uuid>/publiceren/", publishing.publish, name="publish"),
]
