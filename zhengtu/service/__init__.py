"""What the command line and the browser front end call; both only parse, call and show."""

from zhengtu.service.extraction import extract
from zhengtu.service.ingest import build, remove
from zhengtu.service.query import Services, open_services
from zhengtu.service.report import BuildReport, Found, Listed, Progress, ResultTable

__all__ = [
    "BuildReport",
    "Found",
    "Listed",
    "Progress",
    "ResultTable",
    "Services",
    "build",
    "extract",
    "open_services",
    "remove",
]
