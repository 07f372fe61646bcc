import { type ListedRevision, MAX_COUNTED } from "#contract/graphs/revisions.ts";

/** `1,000+` where so many were counted, and there are more. */
function countedWords(count: number): string {
  return count > MAX_COUNTED ? `${MAX_COUNTED.toLocaleString("en")}+` : count.toLocaleString("en");
}

/** What became of the pipelines of a revision: `3 of 4 succeeded, 1 running`; the failed ones apart. */
export function pipelinesWords(pipelines: ListedRevision["pipelines"]): {
  readonly text: string;
  readonly failed: string | null;
} {
  const { succeeded = 0, failed = 0, ...others } = pipelines;
  const rest = Object.entries(others).filter(([, count]) => count > 0);
  const all = rest.reduce((sum, [, count]) => sum + count, succeeded + failed);
  if (all === 0) return { text: "None yet", failed: null };
  const isCounted = Object.values(pipelines).every((count) => count <= MAX_COUNTED);
  // Above what is counted a sum would be too small.
  const of = isCounted ? ` of ${all.toLocaleString("en")}` : "";
  const more = rest.map(([state, count]) => `${countedWords(count)} ${state}`);
  return {
    text: [`${countedWords(succeeded)}${of} succeeded`, ...more].join(", "),
    failed: failed === 0 ? null : `${countedWords(failed)} failed`,
  };
}
