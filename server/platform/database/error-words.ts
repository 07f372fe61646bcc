import { DrizzleQueryError } from "drizzle-orm";

/** What people are told of an error. Of one of the database, what the database said: not the statement and its values. */
export function errorWords(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (!(error instanceof DrizzleQueryError)) return error.message;
  return `The database refused a statement: ${error.cause?.message ?? "it does not say why"}`;
}
