"""Scenarios, simulations without a policy, and what they write: tables, runs in SQLite, reports."""
