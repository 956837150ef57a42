"""A published number of an archived run, followed to the rows that it comes from."""
