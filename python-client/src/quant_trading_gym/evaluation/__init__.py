"""Evaluation of policies inside the Java simulation: comparison, recording, parity checks, and plots."""
