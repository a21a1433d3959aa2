"""Names found in paragraphs, and the entities they stand for."""
