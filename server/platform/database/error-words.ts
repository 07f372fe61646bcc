/** What people are told of an error. Of one of the database, what the database said: not the statement and its values. */
export function errorWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  // Drizzle's error for a statement, known by what it has: the built web has several copies of drizzle, and of its class.
  if (!("query" in error && "params" in error)) return error.message;
  return `The database refused a statement: ${error.cause instanceof Error ? error.cause.message : "it does not say why"}`;
}
