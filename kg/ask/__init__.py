"""What can be asked of a snapshot: named questions, nodes in batches, what pages say of a thing."""
