"""Shared helpers of all packages: argument checks, text, pages, paths. Depends on `errors` only."""
