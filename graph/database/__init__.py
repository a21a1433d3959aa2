"""The graph in a database: the embedded engine or Neo4j."""
