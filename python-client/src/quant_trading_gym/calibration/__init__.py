"""Fits the parameters of a scenario to target statistics."""
