import { expect, test } from "vitest";
import { scriptKind } from "./script-kind.ts";

function bytesOfFindings(script: string): number {
  const findings = scriptKind.findings("A", { script, inputs: { h: { type: "string" } } });
  return findings.length === 0 ? 0 : JSON.stringify(findings).length;
}

test.each([
  ["placeholders in quotes", (lines: number) => "echo '{h}'\n".repeat(lines)],
  ["placeholders in a quoted here-document", (lines: number) => `cat <<'E'\n${"{h}\n".repeat(lines)}E\n`],
  ["placeholders in quotes of several lines", (lines: number) => `echo '${"{h}\n".repeat(lines)}'`],
  ["a #! line for another interpreter", (lines: number) => `#!/usr/bin/zsh\n${"echo {h}\n".repeat(lines)}`],
])(
  "the findings of a script grow with their number, not with the length of the script too: %s",
  (_, scriptOf) => {
    const thousand = bytesOfFindings(scriptOf(1_000));
    expect(thousand).toBeGreaterThan(0);
    expect(thousand).toBeLessThan(1_000_000);
    expect(bytesOfFindings(scriptOf(2_000))).toBeLessThan(2.1 * thousand);
  },
);
