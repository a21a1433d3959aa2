"""Any source file -> documents of clean numbered paragraphs."""
