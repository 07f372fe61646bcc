import { diffArrays } from "diff";

/** Two texts that differ in more lines than this are not compared line by line: it would take too long. */
const MAX_CHANGED_LINES = 1_000;

/** Lines between two places that all three texts have, as each has them. Null where there is no merge of them. */
type PartMerge = (
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
) => readonly string[] | null;

/**
 * Merges two texts line by line, each of them a change of the same base. Where both changed the same lines, or lines next
 * to each other, there is no merge.
 *
 * @returns the text with the changes of both, or null where a person has to choose.
 */
export function mergeLines(
  base: string,
  mine: string,
  theirs: string,
  mergePart: PartMerge = mergedPart,
): string | null {
  if (mine === theirs || theirs === base) return mine;
  if (mine === base) return theirs;
  const [lines, own, other] = [base.split("\n"), mine.split("\n"), theirs.split("\n")];
  const inOwn = placesIn(lines, own);
  const inOther = placesIn(lines, other);
  if (inOwn === null || inOther === null) return null;
  const merged: string[] = [];
  let [at, atOwn, atOther] = [0, 0, 0];
  // A line that all three have ends a part. After the last line all three end.
  for (let place = 0; place <= lines.length; place += 1) {
    const isEnd = place === lines.length;
    const ownPlace = isEnd ? own.length : inOwn.get(place);
    const otherPlace = isEnd ? other.length : inOther.get(place);
    if (ownPlace === undefined || otherPlace === undefined) continue;
    const part = mergePart(
      lines.slice(at, place),
      own.slice(atOwn, ownPlace),
      other.slice(atOther, otherPlace),
    );
    if (part === null) return null;
    merged.push(...part, ...lines.slice(place, place + 1));
    [at, atOwn, atOther] = [place + 1, ownPlace + 1, otherPlace + 1];
  }
  return merged.join("\n");
}

function mergedPart(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): readonly string[] | null {
  if (isSame(mine, theirs) || isSame(theirs, base)) return mine;
  return isSame(mine, base) ? theirs : null;
}

/**
 * As for a step of a history: whoever only added or only removed lines does the same to the lines of the other. Where they
 * replaced some, those of the other stay.
 */
export function stepPart(
  base: readonly string[],
  mine: readonly string[],
  theirs: readonly string[],
): readonly string[] {
  const merged = mergedPart(base, mine, theirs);
  if (merged !== null) return merged;
  const added = mine.filter((line) => !base.includes(line));
  const removed = base.filter((line) => !mine.includes(line));
  if (added.length > 0 && removed.length > 0) return theirs;
  const isBefore = added.length > 0 && mine[0] === added[0];
  const left = theirs.filter((line) => !removed.includes(line));
  return isBefore ? [...added, ...left] : [...left, ...added];
}

function isSame(one: readonly string[], other: readonly string[]): boolean {
  return one.length === other.length && one.every((line, place) => line === other[place]);
}

/** Where each line that stayed is in the changed text, by its place in the base; null where too much changed. */
function placesIn(base: readonly string[], changed: readonly string[]): ReadonlyMap<number, number> | null {
  const parts = diffArrays([...base], [...changed], { maxEditLength: MAX_CHANGED_LINES });
  if (parts === undefined) return null;
  const places = new Map<number, number>();
  let [from, to] = [0, 0];
  for (const { added, removed, value } of parts) {
    if (!added && !removed) for (const step of value.keys()) places.set(from + step, to + step);
    if (!added) from += value.length;
    if (!removed) to += value.length;
  }
  return places;
}
