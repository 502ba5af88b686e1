"""Writing about reviews: the text, talk, factors, readers and approval, publishing."""
