"""What happens to a plan: one verb, one function. Each locks the draft, asks its policy, changes, records, notifies."""
