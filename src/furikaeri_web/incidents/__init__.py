"""What happened: incidents, who may see them, severity, triage, the process around them."""
