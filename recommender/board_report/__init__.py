"""The report of a short list for a board: one content, written as PDF and as HTML."""
