/** What is said of something that retention has removed: `removed by retention on 2026-03-04`. Days are those of UTC. */
export function removedText(removedAt: Date): string {
  return `removed by retention on ${removedAt.toISOString().slice(0, 10)}`;
}
