"""The portal's one settings file: the environment decides, every value has a sensible default or fails with advice."""

import os
from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _
from whitenoise.compress import Compressor

BASE_DIR = Path(__file__).resolve().parent.parent
DATA_DIR = Path(os.environ.get("DATA_DIR", BASE_DIR / "var"))


def flag(name: str, default: bool = False) -> bool:
    """A yes/no setting: 1, true or yes (any case) mean yes."""
    return os.environ.get(name, str(default)).strip().lower() in {"1", "true", "yes"}


DEBUG = flag("DEBUG")
EXAMPLE = flag("EXAMPLE")


def secret_key() -> str:
    """SECRET_KEY from the environment, else the key that `make` made once and kept."""
    if key := os.environ.get("SECRET_KEY"):
        return key
    kept = DATA_DIR / "secret_key"
    if kept.exists():
        return kept.read_text().strip()
    if DEBUG:
        return "only-for-development-never-in-production"
    raise ImproperlyConfigured(f"Set SECRET_KEY, or run `make install`, which makes a key once and keeps it in {kept}.")


SECRET_KEY = secret_key()

# --- the address people type decides what is secure -------------------------------------------------------------------
PUBLIC_URL = os.environ.get("PUBLIC_URL", "http://127.0.0.1:8000").rstrip("/")
_address = urlsplit(PUBLIC_URL)
if not _address.hostname:
    raise ImproperlyConfigured("PUBLIC_URL must be a whole address, like https://veiligheidsplannen.example.nl")
HTTPS = _address.scheme == "https"
_host = f"[{_address.hostname}]" if ":" in _address.hostname else _address.hostname  # as a browser sends it
ALLOWED_HOSTS = [_host, *filter(None, os.environ.get("ALLOWED_HOSTS", "").split(","))]
if not HTTPS:
    ALLOWED_HOSTS += ["127.0.0.1", "localhost", "[::1]"]
CSRF_FAILURE_VIEW = "workplan_portal.interface.late_forms.token_refused"
CSRF_TRUSTED_ORIGINS = [f"{_address.scheme}://{_address.netloc}"]
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = HTTPS
SECURE_SSL_REDIRECT = HTTPS and flag("SSL_REDIRECT", True)
SECURE_HSTS_SECONDS = 31_536_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = HTTPS
if flag("BEHIND_PROXY"):
    ALLAUTH_TRUSTED_PROXY_COUNT = 1
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_AGE = 12 * 60 * 60  # a working day
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True

INSTALLED_APPS = [
    "workplan_portal.home",
    "workplan_portal.example",
    "workplan_portal.meetings",
    "reports",
    "plans",
    "priorities",
    "workplan_portal.deadlines",
    "workplan_portal.search",
    "workplan_portal.interface",
    "workplan_portal.documents",
    "workplan_portal.people",
    "workplan_portal.organisation",
    "workplan_portal.audit",
    "workplan_portal.authorization",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.forms",
    "allauth",
    "allauth.account",
    "crispy_forms",
    "django_cotton",
    "django_htmx",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "workplan_portal.interface.compression.CompressPages",
    "workplan_portal.interface.security.SecurityHeaders",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "workplan_portal.people.middleware.SignedIn",
    "workplan_portal.people.middleware.RecordOrigin",
    "workplan_portal.people.middleware.MailAfterAnswer",
    "workplan_portal.audit.refusals.RecordRefusals",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]

ROOT_URLCONF = "workplan_portal.urls"
WSGI_APPLICATION = "workplan_portal.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "workplan_portal.interface.context.portal",
            ],
        },
    }
]
FORM_RENDERER = "workplan_portal.interface.controls.Controls"

# --- data -------------------------------------------------------------------------------------------------------------
DATABASES = {"default": dj_database_url.config(default=f"sqlite:///{DATA_DIR / 'portal.sqlite3'}", conn_max_age=600)}
DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",  # a writer waits at the start, so it never fails half-way
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
elif DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # A plan is read with its team, district and unit, which are two tables each. To weigh every order of eight tables
    # takes PostgreSQL far longer than to read them; four at a time are weighed within a millisecond.
    # Nor does it compile a question: who may see which reports reads little in many tables, and compiling it took two
    # seconds, reading nine milliseconds.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c join_collapse_limit=4 -c jit=off")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
FILES_DIR = Path(os.environ.get("FILES_DIR", DATA_DIR / "files"))
CACHES = {  # shared by the server's processes, so that limits on signing in count for all of them together
    "default": {"BACKEND": "django.core.cache.backends.filebased.FileBasedCache", "LOCATION": DATA_DIR / "cache"},
    "documents": {  # sections and files of drafts; of its own, so that they push out nothing else
        "BACKEND": "django.core.cache.backends.filebased.FileBasedCache",
        "LOCATION": DATA_DIR / "cache" / "documents",
        "OPTIONS": {"MAX_ENTRIES": 3000},
    },
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_HANDLERS = [
    "workplan_portal.interface.uploads.NotEndless",
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "django.core.files.uploadhandler.TemporaryFileUploadHandler",
]

# --- people -----------------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_LOGOUT_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "workplan_portal.people.adapter.ClosedRegistration"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"  # the administrator makes accounts; the address is checked by the invitation
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # whoever has no account here gets no mail from us
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# --- language ---------------------------------------------------------------------------------------------------------
LANGUAGE_CODE = "nl"
LANGUAGES = [("nl", _("Dutch")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = USE_TZ = True
USE_THOUSAND_SEPARATOR = True

# --- files the browser gets -------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "workplan_portal.interface.staticfiles.BundledStaticFilesStorage"
    },
}
# Compressed already, or read by the renderer of documents only: trying again costs the set-up ten seconds.
WHITENOISE_SKIP_COMPRESS_EXTENSIONS = (*Compressor.SKIP_COMPRESS_EXTENSIONS, "ttf")
WHITENOISE_KEEP_ONLY_HASHED_FILES = True
CRISPY_ALLOWED_TEMPLATE_PACKS = CRISPY_TEMPLATE_PACK = "nlds"

# --- mail: on the console unless a server is named --------------------------------------------------------------------
EMAIL_BACKEND = os.environ.get("EMAIL_BACKEND", "django.core.mail.backends.console.EmailBackend")
EMAIL_HOST = os.environ.get("EMAIL_HOST", "localhost")
EMAIL_PORT = int(os.environ.get("EMAIL_PORT", "25"))
EMAIL_HOST_USER = os.environ.get("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = os.environ.get("EMAIL_HOST_PASSWORD", "")
EMAIL_USE_TLS = flag("EMAIL_USE_TLS")
EMAIL_TIMEOUT = 10
MAIL_LINK_DAYS = int(os.environ.get("MAIL_LINK_DAYS", "14"))  # how long a link in a mail leads to its page
DEFAULT_FROM_EMAIL = SERVER_EMAIL = os.environ.get("DEFAULT_FROM_EMAIL", "Veiligheidsplannen <portaal@localhost>")

# --- open data of the police: fetched by the portal itself only where an address is given -----------------------------
OPEN_DATA_URL = os.environ.get("OPEN_DATA_URL", "").rstrip("/")
if OPEN_DATA_URL and urlsplit(OPEN_DATA_URL).scheme not in {"http", "https"}:
    raise ImproperlyConfigured("OPEN_DATA_URL must be a whole address, like https://dataderden.cbs.nl/ODataApi/OData")

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": os.environ.get("LOG_LEVEL", "INFO")},
    "loggers": {
        "weasyprint": {"level": "ERROR"},
        "fontTools": {"level": "WARNING"},
        "pikepdf": {"level": "WARNING"},
        "django.security.DisallowedHost": {"level": "ERROR"},
    },
}
