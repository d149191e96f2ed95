"""The store over HTTP: SPARQL 1.1 Protocol, a JSON API, health, metrics, and documents."""

from zhengtu.server.app import create_app
from zhengtu.server.run import HttpServer

__all__ = ["HttpServer", "create_app"]
