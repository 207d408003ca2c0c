"""What several tests need: fake environments and servers, real market data, places of the repository."""
