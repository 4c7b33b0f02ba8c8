"""What the letters to the council know: what they are about, how they write themselves, what they look like."""
