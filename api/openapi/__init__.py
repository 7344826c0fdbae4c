"""The OpenAPI document of the service, printed by `python -m api.openapi`."""
