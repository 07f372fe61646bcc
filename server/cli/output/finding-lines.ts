import type { Finding } from "#engine/model/graph-content.ts";
import type { Paint } from "../text/paint.ts";
import { shownText } from "../text/shown-text.ts";

/** `error cycle: These vertices wait for each other: A -> C -> B -> A.`, one line a finding, errors first. */
export function findingLines(findings: readonly Finding[], paint: Paint): string[] {
  const errorsFirst = [...findings].sort(
    (a, b) => Number(a.level === "warning") - Number(b.level === "warning"),
  );
  return errorsFirst.map(({ level, code, text }) => {
    const word = level === "error" ? paint.error(level) : paint.warning(level);
    return `${word} ${code}: ${shownText(text)}`;
  });
}

/** `2 errors, 1 warning`; `no findings` where there are none. */
export function findingCount(findings: readonly Finding[]): string {
  const errors = findings.filter(({ level }) => level === "error").length;
  const warnings = findings.length - errors;
  const counted = [
    ...(errors > 0 ? [`${errors} error${errors === 1 ? "" : "s"}`] : []),
    ...(warnings > 0 ? [`${warnings} warning${warnings === 1 ? "" : "s"}`] : []),
  ];
  return counted.length === 0 ? "no findings" : counted.join(", ");
}
