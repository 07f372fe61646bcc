/** The text `A -> C -> B -> A` of a cycle, from its names in order. The middle of a long cycle is omitted. */
export function cycleText(names: readonly string[]): string {
  const shown =
    names.length > 12 ? [...names.slice(0, 8), `… ${names.length - 10} more …`, ...names.slice(-2)] : names;
  return [...shown, names[0]].join(" -> ");
}
