"""The four themes: how each of their goals is measured."""
