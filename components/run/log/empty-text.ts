/** What a log without a line says of itself. */
export function emptyText(isComplete: boolean): string {
  return isComplete ? "It printed nothing." : "No output yet.";
}
