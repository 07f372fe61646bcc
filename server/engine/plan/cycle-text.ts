/** `A -> C -> B -> A` for the names of a cycle in order; a long one is cut in its middle. */
export function cycleText(names: readonly string[]): string {
  const shown =
    names.length > 12 ? [...names.slice(0, 8), `… ${names.length - 10} more …`, ...names.slice(-2)] : names;
  return [...shown, names[0]].join(" -> ");
}
