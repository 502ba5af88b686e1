"""The past, brought along: a folder of documents becomes reviews."""
