import { addCost } from "../../cost/cost.ts";

/** Adds the cost of looking for a value in a list or in a map, as CEL does it: until it is found. */
export function addSearchCost(value: unknown, within: unknown): void {
  if (!Array.isArray(within)) {
    addCost(10);
    return;
  }
  if (typeof value !== "object" || value === null) {
    const own = typeof value === "string" && value.length > 32 ? value.length / 32 : 1;
    let cost = 10;
    // Whole numbers and others are compared slowly.
    for (const each of within) cost += typeof each === typeof value ? own : 5;
    addCost(cost);
    return;
  }
  for (const each of within) if (isEqualAtCost(value, each)) return;
}

/**
 * Adds the cost of comparing two values, as CEL does it: until they differ. A list that an expression made may hold one
 * list many times, so that there is more to compare than there is in memory.
 *
 * @returns whether they are equal, as far as it changes what is compared next.
 */
export function isEqualAtCost(left: unknown, right: unknown): boolean {
  addCost(25);
  if (left === right) return true;
  if (typeof left === "string" && typeof right === "string") {
    if (left.length === right.length) addCost(left.length / 32);
    return false;
  }
  if (typeof left !== "object" || typeof right !== "object" || left === null || right === null) return false;
  if (Array.isArray(left))
    return (
      Array.isArray(right) &&
      left.length === right.length &&
      left.every((each, place) => isEqualAtCost(each, right[place]))
    );
  const entries = entriesOf(left);
  const others = entriesOf(right);
  if (entries === null || others === null || entries.length !== others.length) return false;
  const other = new Map(others);
  return entries.every(([key, each]) => other.has(key) && isEqualAtCost(each, other.get(key)));
}

function entriesOf(value: object): readonly (readonly [unknown, unknown])[] | null {
  if (value instanceof Map) {
    addCost(2 * value.size);
    return [...value];
  }
  return Object.getPrototypeOf(value) === Object.prototype ? Object.entries(value) : null;
}
