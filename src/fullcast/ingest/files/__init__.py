"""A story's file as bytes and text: archives, encodings, and what cannot be read."""
