"""Shared test helpers: fake environments and servers, real market data, paths of the repository."""
