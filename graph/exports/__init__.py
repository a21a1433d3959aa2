"""The graph for other tools: GEXF, GraphML, CSV tables, a Cypher script, JSON-LD, and what neo4j-admin imports."""
