"""May this person do this to what goes out, and if not, why not."""
