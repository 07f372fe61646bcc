/** The one row of all times that were missed before the last `max`. */
export function manyMissed(first: number, until: number, max: number) {
  const [from, to] = [first, until].map((at) => `${new Date(at).toISOString().slice(0, 19)}Z`);
  return {
    dueAt: new Date(first),
    cause: "clock" as const,
    state: "missed" as const,
    reason: `More than ${max} times were missed; those from ${from} until ${to} have this one row.`,
  };
}
