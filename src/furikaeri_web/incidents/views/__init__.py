"""Pages about incidents: permission, form, service, answer."""
