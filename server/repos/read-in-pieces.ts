/** A statement asks for so many things at most. */
const MAX_A_STATEMENT = 500;

/**
 * What `read` finds of all that is wanted, with one statement after the other.
 *
 * @param read called with some of what is wanted; never with none.
 */
export async function readInPieces<Wanted, Row>(
  wanted: readonly Wanted[],
  read: (some: readonly Wanted[]) => Promise<readonly Row[]>,
): Promise<Row[]> {
  const found: Row[] = [];
  for (const some of inPieces(wanted)) found.push(...(await read(some)));
  return found;
}

/** A list in pieces, each of which one statement can name. */
export function inPieces<Item>(items: readonly Item[]): Item[][] {
  const pieces: Item[][] = [];
  for (let at = 0; at < items.length; at += MAX_A_STATEMENT)
    pieces.push(items.slice(at, at + MAX_A_STATEMENT));
  return pieces;
}
