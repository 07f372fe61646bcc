import type { AttemptView } from "#contract/pipelines/attempts.ts";
import type { Queries } from "#platform/database/db.ts";
import { listAttempts, showAttempt } from "#services/tracks/list-attempts.ts";

/** Every attempt of a track with what it executed, oldest first. */
export async function everyAttempt(tx: Queries, id: number, vertex: string): Promise<AttemptView[]> {
  const attempts: AttemptView[] = [];
  for (;;) {
    const page = await listAttempts(tx, id, vertex, attempts[0]?.number);
    if (page.length === 0) return attempts;
    const shown = await Promise.all(page.map(({ number }) => showAttempt(tx, id, vertex, number)));
    attempts.unshift(...shown.filter((attempt) => attempt !== null));
  }
}
