import { isConnectionLost } from "./db.ts";

/** For the log: a database that is away is an everyday thing, and its name says all; anything else is told whole. */
export function errorFields(error: unknown): Record<string, unknown> {
  return isConnectionLost(error) ? { database: "does not answer" } : { err: error };
}
