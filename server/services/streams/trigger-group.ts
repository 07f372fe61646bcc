const PREFIX = "signalbox-trigger-";

/** The group of Redis that reads for a trigger. */
export function groupOfTrigger(triggerId: number): string {
  return `${PREFIX}${triggerId}`;
}

/** The trigger for which a group reads; null for groups of others. */
export function triggerOfGroup(group: string): number | null {
  const digits = group.startsWith(PREFIX) ? group.slice(PREFIX.length) : "";
  return /^[1-9]\d{0,15}$/.test(digits) ? Number(digits) : null;
}

/** The stream of the dead letters of triggers, by the key of their stream. */
export function deadKeyOf(redisKey: string): string {
  return `${redisKey}:dead`;
}
