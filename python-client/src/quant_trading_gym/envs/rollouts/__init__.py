"""stable-baselines3 algorithms that collect inside the JVM."""
