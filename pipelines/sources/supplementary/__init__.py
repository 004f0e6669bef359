"""Supplementary exports (CSV, XLSX) in, typed columns and pointers out. No database."""
