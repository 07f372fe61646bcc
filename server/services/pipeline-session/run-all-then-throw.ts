/** How many pipelines or tracks are read for one look: more than it works on, since those that fail do not count. */
export const MAX_LISTED = 1_000;

/**
 * Runs one action after the other. When one fails, the others still run.
 *
 * @param acts an action that gives false had nothing to do.
 * @param max how many may do something: the rest is left out. Those that fail do not count.
 * @throws the first error, after all have run.
 */
export async function runAllThenThrow(
  acts: readonly (() => Promise<unknown>)[],
  max = Number.POSITIVE_INFINITY,
): Promise<void> {
  const errors: unknown[] = [];
  let done = 0;
  for (const act of acts) {
    if (done >= max) break;
    try {
      if ((await act()) !== false) done += 1;
    } catch (error) {
      errors.push(error);
    }
  }
  if (errors.length > 0) throw errors[0];
}
