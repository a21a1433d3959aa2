"""How institutions, states, people and meetings hang together."""
