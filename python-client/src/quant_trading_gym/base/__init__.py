"""What every wing uses: argument checks, text, pages, paths. Depends on `errors` only."""
