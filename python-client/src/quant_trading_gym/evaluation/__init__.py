"""Policies played inside the Java simulation: compared, recorded, checked for parity, and drawn."""
