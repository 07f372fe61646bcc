import { type DifferingVertices, differentValues } from "#engine/compare/compare-pipelines.ts";
import type { Queries } from "#platform/database/db.ts";
import { type ComparedTrackRow, comparedValues, digestedValues } from "#repos/tracks/compared-track-rows.ts";

/** The tracks of one of two pipelines, by the names of their vertices. */
export type ComparedSide = { readonly id: number; readonly rows: ReadonlyMap<string, ComparedTrackRow> };

type Part = "inputs" | "outputs";
type Differing = Pick<DifferingVertices, Part>;
/** The rows of a vertex that both have. */
type Pair = { readonly vertex: string; readonly a: ComparedTrackRow; readonly b: ComparedTrackRow };

const PARTS = ["inputs", "outputs"] as const;
/** Of so many vertices the database works out digests with one statement. */
const A_STATEMENT = 500;
/** The stored values of so many bytes are read at once, or of one vertex. */
const READ_BYTES = 8_000_000;
/** The stored text of no values. */
const EMPTY_BYTES = "{}".length;

/**
 * The vertices whose values differ in two pipelines. The values of all tracks would be too much to be read: those whose stored
 * texts are of different lengths differ, and those of the same digest do not. The rest is read part by part: there the
 * same values may stand in another order.
 */
export async function differingValues(tx: Queries, a: ComparedSide, b: ComparedSide): Promise<Differing> {
  const differing = { inputs: new Set<string>(), outputs: new Set<string>() };
  const sameLength: Pair[] = [];
  for (const [vertex, row] of a.rows) {
    const other = b.rows.get(vertex);
    if (other === undefined) continue;
    for (const part of PARTS) if (lengthOf(row, part) !== lengthOf(other, part)) differing[part].add(vertex);
    const isOpen = (part: Part) => !differing[part].has(vertex) && lengthOf(row, part) > EMPTY_BYTES;
    if (PARTS.some(isOpen)) sameLength.push({ vertex, a: row, b: other });
  }
  for (const pairs of batchesOf(await withOtherText(tx, a, b, sameLength))) {
    const ofA = byNumber(await comparedValues(tx, a.id, numbersOf(pairs, "a")));
    const ofB = byNumber(await comparedValues(tx, b.id, numbersOf(pairs, "b")));
    for (const pair of pairs) {
      const [one, other] = [ofA.get(pair.a.number), ofB.get(pair.b.number)];
      for (const part of PARTS)
        if (differentValues(one?.[part] ?? null, other?.[part] ?? null).length > 0)
          differing[part].add(pair.vertex);
    }
  }
  return differing;
}

/** No values are the same as an empty record of them. */
function lengthOf(row: ComparedTrackRow, part: Part): number {
  return Math.max(row[part] ?? 0, EMPTY_BYTES);
}

/** Those whose stored texts are not the same. */
async function withOtherText(
  tx: Queries,
  a: ComparedSide,
  b: ComparedSide,
  pairs: readonly Pair[],
): Promise<Pair[]> {
  const found: Pair[] = [];
  for (let at = 0; at < pairs.length; at += A_STATEMENT) {
    const some = pairs.slice(at, at + A_STATEMENT);
    const ofA = byNumber(await digestedValues(tx, a.id, numbersOf(some, "a")));
    const ofB = byNumber(await digestedValues(tx, b.id, numbersOf(some, "b")));
    found.push(
      ...some.filter((pair) => {
        const [one, other] = [ofA.get(pair.a.number), ofB.get(pair.b.number)];
        return PARTS.some((part) => one?.[part] !== other?.[part]);
      }),
    );
  }
  return found;
}

/** Parts of a list whose stored values may be read at once. */
function batchesOf(pairs: readonly Pair[]): Pair[][] {
  const batches: Pair[][] = [];
  let bytes = Number.POSITIVE_INFINITY;
  for (const pair of pairs) {
    const { a, b } = pair;
    const own = PARTS.reduce((sum, part) => sum + lengthOf(a, part) + lengthOf(b, part), 0);
    if (bytes + own > READ_BYTES) {
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

function byNumber<Row extends { readonly number: number }>(rows: readonly Row[]): Map<number, Row> {
  return new Map(rows.map((row) => [row.number, row]));
}
