"""`make bench`: what pages and files cost at the production server, beside the floor of that same server.

Figures, not verdicts: nothing here fails. Compare within one run only; on a busy machine read the processor time.
"""
