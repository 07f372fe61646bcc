type Change = { readonly type: string; readonly id?: string; readonly selected?: boolean };

/** What is selected after these changes of the canvas; null where they change nothing of it. */
export function selectionAfter(
  before: ReadonlySet<string>,
  changes: readonly Change[],
): ReadonlySet<string> | null {
  const after = new Set(before);
  for (const { type, id, selected } of changes) {
    if (type !== "select" || id === undefined) continue;
    if (selected === true) after.add(id);
    else after.delete(id);
  }
  const isSame = after.size === before.size && [...after].every((id) => before.has(id));
  return isSame ? null : after;
}
