"""The pictures of the program, and what makes them: `make screenshots`."""
