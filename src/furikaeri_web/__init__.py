"""The web application: one place where a team gathers, tells, writes and reads. Built on the core, never the reverse.

parts <- accounts <- notices <- incidents <- search <- evidence <- chronology <- reviews <- archive <- pages <- api <- project
Every app has the same names inside: models, services (write), selectors (read), mapping (rows to core objects and
back), forms, views, urls, templates.
"""
