"""Charts: one drawing for page and paper, with the same figures in a table. Knows no norm and no plan; every word comes
from outside."""
