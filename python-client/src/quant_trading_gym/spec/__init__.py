"""Specification, seeds and ids of environments. Depends on no server and no transport."""
