"""A PDF's text layer -> the lines of its text: no running heads, no page numbers, no notes, each line where a paragraph's evidence is."""
