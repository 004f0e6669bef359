"""The eight tracks: how each of their statements is measured."""
