"""Plain text and Markdown: from lines to paragraphs."""
