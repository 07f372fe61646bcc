import { findingCounts, worstFirst } from "#engine/model/finding.ts";
import type { Finding } from "#engine/model/graph-content.ts";
import type { Paint } from "../text/paint.ts";
import { shownText } from "../text/shown-text.ts";

/** `error cycle: These vertices wait for each other: A -> C -> B -> A.`, one line a finding, the worst first. */
export function findingLines(findings: readonly Finding[], paint: Paint): string[] {
  return worstFirst(findings).map(({ level, code, text }) => {
    const word =
      level === "error" ? paint.error(level) : level === "warning" ? paint.warning(level) : paint.dim(level);
    return `${word} ${code}: ${shownText(text)}`;
  });
}

/** `2 errors, 1 warning, 3 hints`; `no findings` where there are none. */
export function findingCount(findings: readonly Finding[]): string {
  const counted = findingCounts(findings);
  return counted.length === 0 ? "no findings" : counted.join(", ");
}
