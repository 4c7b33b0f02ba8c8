"""Sentences of other packages whose Dutch is not ours: informal, or stiff. Named here, our catalogue says them better.

Our catalogue goes before those of the packages; a message id only has to be known to it.
"""

from django.utils.translation import gettext_noop as _

SENTENCES = (
    _("The email address and/or password you specified are not correct."),
    _("Please type your current password."),
    _("Incorrect password."),
    _("You must type the same password each time."),
    _("Too many failed login attempts. Try again later."),
    _("Be patient, you are sending too many requests."),
    _("This account is currently inactive."),
    _("The password reset token was invalid."),
    _("Email"),
    _("New Password (again)"),
)
