"""The institution network: measured, drawn, exported."""
