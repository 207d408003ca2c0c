"""The build version, which the handshake with the server compares."""

__version__ = "0.1.0"

PROTOCOL = 2
