"""Word and OpenDocument files: from their XML to paragraphs."""
