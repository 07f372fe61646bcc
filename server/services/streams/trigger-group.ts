import type { TriggerRow } from "#repos/triggers/trigger-rows.ts";

/**
 * The group of Redis that reads for a trigger. The id of the installation is in it, so that two servers that read one key
 * never take each other's records. A trigger of before there were such ids goes on with the name that it had.
 */
export function groupOfTrigger({ id, installation }: Pick<TriggerRow, "id" | "installation">): string {
  return installation === null ? `signalbox-trigger-${id}` : `signalbox-${installation}-trigger-${id}`;
}

/** The stream of the dead letters of triggers, by the key of their stream. */
export function deadKeyOf(redisKey: string): string {
  return `${redisKey}:dead`;
}
