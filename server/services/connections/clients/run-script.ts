import type { Redis } from "ioredis";

/**
 * Runs a script in a Redis. Keys and texts are handed over as lists: as arguments of one call, more than about 100,000 of
 * them would not fit on the stack. Redis itself takes 1,048,576 in one command.
 */
export function runScript(
  redis: Redis,
  script: string,
  keys: readonly string[],
  texts: readonly string[],
): Promise<unknown> {
  return redis.call("EVAL", [script, String(keys.length), ...keys, ...texts]);
}
