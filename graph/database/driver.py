"""The official driver. The only module that imports it is this one, and the only one that uses it is store.py.

Where numpy and pandas are installed the driver imports them, for vectors and data frames that nobody asks it for here: half a
second before the first question. So it does not find them while it is imported; everybody else does.
"""

from __future__ import annotations

import sys

_UNUSED = [name for name in ("numpy", "pandas", "pyarrow") if name not in sys.modules]
sys.modules.update(dict.fromkeys(_UNUSED))  # type: ignore[arg-type]  # None stands for what is not installed
try:
    import neo4j
    from neo4j.exceptions import AuthError, ClientError, ConfigurationError, DriverError, Neo4jError, ServiceUnavailable, SessionExpired
    from neo4j.graph import Node, Path, Relationship
finally:
    for _name in _UNUSED:
        del sys.modules[_name]

__all__ = [
    "AuthError", "ClientError", "ConfigurationError", "DriverError", "Neo4jError", "Node", "Path", "Relationship", "ServiceUnavailable",
    "SessionExpired", "neo4j",
]  # fmt: skip
