/**
 * Does one thing after the other; what fails stops none of the rest.
 *
 * @throws the first error, once all are done.
 */
export async function runAllThenThrow(acts: readonly (() => Promise<void>)[]): Promise<void> {
  const errors: unknown[] = [];
  for (const act of acts) await act().catch((error: unknown) => errors.push(error));
  if (errors.length > 0) throw errors[0];
}
