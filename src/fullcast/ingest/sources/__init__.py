"""Where a story was downloaded, told by its structure: one module a source."""
