"""What the paragraphs of a story are: headings, notes, front matter, and so its chapters."""
