"""The document and its life: writing, comments, versions, reading by others, approval, publishing."""
