"""Web pages and EPUBs: from markup to paragraphs."""
