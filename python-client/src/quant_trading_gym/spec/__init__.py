"""What an environment shows and accepts, its seeds and its ids. Knows neither a server nor a wire."""
