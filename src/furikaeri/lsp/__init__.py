"""The linter in an editor: a language server that reads anew only what was edited."""
