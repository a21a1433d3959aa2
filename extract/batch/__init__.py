"""Many documents: what is read alone, by one process or several, and kept for the next time."""
