"""The environments: one (`single`), many (`vector`), and many for stable-baselines3 (`sb3`)."""
