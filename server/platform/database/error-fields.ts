import { isConnectionLost } from "./db.ts";

/**
 * The log fields of an error. A lost connection is common, so its code is enough; any other error is logged completely.
 */
export function errorFields(error: unknown): Record<string, unknown> {
  return isConnectionLost(error) ? { database: "does not answer" } : { err: error };
}
