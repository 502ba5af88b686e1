"""The words of the design as types: frozen, without input or output."""
