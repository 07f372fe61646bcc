import { type DifferingVertices, differentValues } from "#engine/compare/compare-pipelines.ts";
import type { Queries } from "#platform/database/db.ts";
import { readInPieces } from "#repos/read-in-pieces.ts";
import {
  type ComparedPart,
  type ComparedTrackRow,
  comparedValues,
  digestedValues,
} from "#repos/tracks/compared-track-rows.ts";

/** The tracks of one of two pipelines, by the names of their vertices. */
export type ComparedSide = { readonly id: number; readonly rows: ReadonlyMap<string, ComparedTrackRow> };

type Differing = Pick<DifferingVertices, ComparedPart>;
/** The rows of a vertex that both have. */
type Pair = { readonly vertex: string; readonly a: ComparedTrackRow; readonly b: ComparedTrackRow };

/** The stored values of so many bytes are read at once, or of one vertex. */
const MAX_READ_BYTES = 8_000_000;
/** The stored text of no values. */
const EMPTY_BYTES = "{}".length;

/**
 * The vertices whose values differ in two pipelines. All values would be too much to be read: stored texts of different lengths
 * differ, and those of the same digest do not. Only the rest is read: the same values may stand in another order there.
 */
export async function differingValues(tx: Queries, a: ComparedSide, b: ComparedSide): Promise<Differing> {
  return { inputs: await differingIn(tx, "inputs", a, b), outputs: await differingIn(tx, "outputs", a, b) };
}

/** The vertices that differ in one part. */
async function differingIn(
  tx: Queries,
  part: ComparedPart,
  a: ComparedSide,
  b: ComparedSide,
): Promise<Set<string>> {
  const differing = new Set<string>();
  const sameLength: Pair[] = [];
  for (const [vertex, row] of a.rows) {
    const other = b.rows.get(vertex);
    if (other === undefined) continue;
    const bytes = lengthOf(row, part);
    if (bytes !== lengthOf(other, part)) differing.add(vertex);
    else if (bytes > EMPTY_BYTES) sameLength.push({ vertex, a: row, b: other });
  }
  for (const pairs of batchesOf(await withOtherText(tx, part, a, b, sameLength), part)) {
    const ofA = await comparedValues(tx, part, a.id, numbersOf(pairs, "a"));
    const ofB = await comparedValues(tx, part, b.id, numbersOf(pairs, "b"));
    for (const { vertex, a: one, b: other } of pairs)
      if (differentValues(ofA.get(one.number) ?? null, ofB.get(other.number) ?? null).length > 0)
        differing.add(vertex);
  }
  return differing;
}

/** No values are the same as an empty record of them. */
function lengthOf(row: ComparedTrackRow, part: ComparedPart): number {
  return Math.max(row[part] ?? 0, EMPTY_BYTES);
}

/** Those whose stored texts of a part are not the same. */
async function withOtherText(
  tx: Queries,
  part: ComparedPart,
  a: ComparedSide,
  b: ComparedSide,
  pairs: readonly Pair[],
): Promise<Pair[]> {
  return readInPieces(pairs, async (some) => {
    const ofA = await digestedValues(tx, part, a.id, numbersOf(some, "a"));
    const ofB = await digestedValues(tx, part, b.id, numbersOf(some, "b"));
    return some.filter((pair) => ofA.get(pair.a.number) !== ofB.get(pair.b.number));
  });
}

/** Pieces of a list whose stored values may be read at once. */
function batchesOf(pairs: readonly Pair[], part: ComparedPart): Pair[][] {
  const batches: Pair[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const pair of pairs) {
    const own = lengthOf(pair.a, part) + lengthOf(pair.b, part);
    if (bytes + own > MAX_READ_BYTES) {
      batches.push([]);
      bytes = 0;
    }
    batches.at(-1)?.push(pair);
    bytes += own;
  }
  return batches;
}

function numbersOf(pairs: readonly Pair[], side: "a" | "b"): number[] {
  return pairs.map((pair) => pair[side].number);
}
