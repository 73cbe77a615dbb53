"""What all tests share: Hypothesis without a clock, so that a busy machine fails nothing."""

from hypothesis import settings

settings.register_profile("house", deadline=None, print_blob=True)
settings.load_profile("house")
