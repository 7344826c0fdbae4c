"""The knowledge graph: curated data, the pipeline that publishes it, and the engines it runs on."""

__version__ = "0.2.0"
