/**
 * The prompt to go on with: the one that follows in the list, else the nearest one before; null where no other one is
 * left.
 *
 * @param listed the ids of the list in its order, with closed ones that are still shown.
 * @param open the ids of those that can be answered.
 */
export function nextId(
  listed: readonly number[],
  open: ReadonlySet<number>,
  chosen: number | null,
): number | null {
  const place = chosen === null ? -1 : listed.indexOf(chosen);
  const others = [...listed.slice(place + 1), ...listed.slice(0, Math.max(place, 0)).reverse(), ...open];
  return others.find((id) => id !== chosen && open.has(id)) ?? null;
}
