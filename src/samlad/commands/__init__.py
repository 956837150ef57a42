"""What the tasks call: each command says in Swedish what it did; the work itself is done elsewhere."""
