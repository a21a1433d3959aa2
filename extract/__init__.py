"""Text in, readings out. Knows nothing of graphs."""
