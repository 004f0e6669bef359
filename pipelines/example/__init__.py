"""The example municipality: invented delivery reports and tables that look like a real one's."""
