"""A .docx of Word -> the lines of its text, with the numbers that Word itself puts before them."""
