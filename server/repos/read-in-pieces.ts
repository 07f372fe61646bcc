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
  for (let at = 0; at < wanted.length; at += MAX_A_STATEMENT)
    found.push(...(await read(wanted.slice(at, at + MAX_A_STATEMENT))));
  return found;
}
