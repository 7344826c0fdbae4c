"""The processes of the service: supervisor, web processes, their settings."""
