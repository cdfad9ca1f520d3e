"""Checks of a translation: what an editor should look at."""
