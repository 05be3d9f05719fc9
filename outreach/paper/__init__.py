"""Printed sheets: their data, their layout, separations for the press, stamps on finished pages."""
