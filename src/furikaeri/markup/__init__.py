"""Markdown and text to blocks, section roles and sentences, each with its exact place in the source."""
