"""The environments: single (`single`), vector (`vector`), and vector for stable-baselines3 (`sb3`)."""
