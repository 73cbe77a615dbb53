"""Programs that do next to nothing, to tell what the libraries cost from what the program does."""
