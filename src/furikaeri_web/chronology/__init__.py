"""The course of an incident: events from the records with what people said of them."""
