"""From files that passed the gate to a published snapshot: closure, rules, folder, link."""
