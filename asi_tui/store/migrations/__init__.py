"""The steps from one version of the tables to the next; each is frozen once it has been released."""
