import type { ListedRevision } from "#contract/revisions.ts";

/** What became of the pipelines of a revision: `3 of 4 succeeded, 1 running`; the failed ones apart. */
export function pipelinesWords(pipelines: ListedRevision["pipelines"]): {
  readonly text: string;
  readonly failed: string | null;
} {
  const { succeeded = 0, failed = 0, ...others } = pipelines;
  const rest = Object.entries(others).filter(([, count]) => count > 0);
  const all = rest.reduce((sum, [, count]) => sum + count, succeeded + failed);
  if (all === 0) return { text: "None yet", failed: null };
  const counted = (count: number) => count.toLocaleString("en");
  const more = rest.map(([state, count]) => `${counted(count)} ${state}`);
  return {
    text: [`${counted(succeeded)} of ${counted(all)} succeeded`, ...more].join(", "),
    failed: failed === 0 ? null : `${counted(failed)} failed`,
  };
}
