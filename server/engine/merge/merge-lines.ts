import { diffArrays } from "diff";

/** Two texts that differ in more lines than this are not compared line by line: it would take too long. */
const MAX_CHANGED_LINES = 1_000;

/** Lines that one side took out of the base and put there instead. Of an addition or a removal one of both is empty. */
type Change = { readonly at: number; readonly removed: number; readonly added: readonly string[] };

/** Lines between two places that all three texts have, as each has them, and what each side changed of them. */
type Part = {
  readonly base: readonly string[];
  readonly mine: readonly string[];
  readonly theirs: readonly string[];
  readonly changes: { readonly mine: readonly Change[]; readonly theirs: readonly Change[] };
};

/** The merged lines of a part; null where there is no merge of them. */
type PartMerge = (part: Part) => readonly string[] | null;

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
    const part = mergePart({
      base: lines.slice(at, place),
      mine: own.slice(atOwn, ownPlace),
      theirs: other.slice(atOther, otherPlace),
      changes: {
        mine: changesIn(own, inOwn, [at, place], [atOwn, ownPlace]),
        theirs: changesIn(other, inOther, [at, place], [atOther, otherPlace]),
      },
    });
    if (part === null) return null;
    merged.push(...part, ...lines.slice(place, place + 1));
    [at, atOwn, atOther] = [place + 1, ownPlace + 1, otherPlace + 1];
  }
  return merged.join("\n");
}

function mergedPart({ base, mine, theirs }: Part): readonly string[] | null {
  if (isSame(mine, theirs) || isSame(theirs, base)) return mine;
  return isSame(mine, base) ? theirs : null;
}

/**
 * As for a step of a history: what it adds, removes or replaces is done to the text of the other, too, at the same places of
 * the base. All that the other added stays. Lines that both replaced or of which the other removed some are the other's.
 */
export function stepPart(part: Part): readonly string[] {
  const merged = mergedPart(part);
  if (merged !== null) return merged;
  const { base, changes } = part;
  const isOfOther = (change: Change) =>
    isReplacement(change) && changes.theirs.some((each) => isOfSameLines(change, each));
  const mine = changes.mine.filter((change) => !isOfOther(change));
  const { theirs } = changes;
  const isGone = (place: number) => [...mine, ...theirs].some((change) => isIn(change, place));
  const addedAt = (place: number, all: readonly Change[]) =>
    all.flatMap(({ at, added }) => (at === place ? added : []));
  const isAddition = ({ removed }: Change) => removed === 0;
  // What stands before a line comes before what stands instead of it.
  const inOrder = [
    mine.filter(isAddition),
    theirs.filter(isAddition),
    mine.filter(isReplacement),
    theirs.filter(isReplacement),
  ];
  return Array.from({ length: base.length + 1 }, (_, place) => [
    ...inOrder.flatMap((all) => addedAt(place, all)),
    ...(isGone(place) ? [] : base.slice(place, place + 1)),
  ]).flat();
}

function isReplacement({ removed, added }: Change): boolean {
  return removed > 0 && added.length > 0;
}

function isOfSameLines(one: Change, other: Change): boolean {
  return (
    one.removed > 0 &&
    other.removed > 0 &&
    one.at < other.at + other.removed &&
    other.at < one.at + one.removed
  );
}

function isIn({ at, removed }: Change, place: number): boolean {
  return at <= place && place < at + removed;
}

/** What one side changed between two places of the base, counted from the first of them. */
function changesIn(
  side: readonly string[],
  places: ReadonlyMap<number, number>,
  [from, to]: readonly [number, number],
  [sideFrom, sideTo]: readonly [number, number],
): readonly Change[] {
  const changes: Change[] = [];
  let [at, atSide] = [from, sideFrom];
  for (let place = from; place <= to; place += 1) {
    const sidePlace = place === to ? sideTo : places.get(place);
    if (sidePlace === undefined) continue;
    if (place > at || sidePlace > atSide)
      changes.push({ at: at - from, removed: place - at, added: side.slice(atSide, sidePlace) });
    [at, atSide] = [place + 1, sidePlace + 1];
  }
  return changes;
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
