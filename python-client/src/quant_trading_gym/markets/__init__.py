"""Scenarios, simulations without a policy, and simulation output: tables, SQLite runs, reports."""
