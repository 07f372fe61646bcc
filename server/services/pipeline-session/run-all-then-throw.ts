/**
 * Runs one action after the other. When one fails, the others still run.
 *
 * @throws the first error, after all have run.
 */
export async function runAllThenThrow(acts: readonly (() => Promise<void>)[]): Promise<void> {
  const errors: unknown[] = [];
  for (const act of acts) await act().catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw errors[0];
}
