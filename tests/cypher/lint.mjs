// Prints what the language server of Neo4j's own editors finds wrong in queries, for Cypher 5 and for Cypher 25.
//
// Standard input: {"schema": {labels, relationshipTypes, propertyKeys}, "queries": {name: Cypher, …}}.
// Standard output: [{query, language, line, message}, …], line from 1.
import { readFileSync } from "node:fs";
import { isNotParamError, lintCypherQuery } from "@neo4j-cypher/language-support";

const LANGUAGES = ["CYPHER 5", "CYPHER 25"];

const { schema, queries } = JSON.parse(readFileSync(0, "utf8"));

function* findProblems() {
  for (const [query, text] of Object.entries(queries)) {
    for (const language of LANGUAGES) {
      // A parameter gets its value only when the question is asked.
      const found = lintCypherQuery(text, { ...schema, defaultLanguage: language }).diagnostics.filter(isNotParamError);
      yield* found.map(({ range, message }) => ({ query, language, line: range.start.line + 1, message }));
    }
  }
}

console.log(JSON.stringify([...findProblems()], null, 2));
