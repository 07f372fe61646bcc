import type { CheckerView } from "#contract/graphs/script-checks.ts";
import { runChecker } from "#platform/shell-check/run-checker.ts";

/** So long an answer is kept: a page that is opened again and again starts no programs. */
const KEPT_MS = 10_000;
const PROGRAMS = ["bash", "sh", "shellcheck"] as const;

let kept: { readonly until: number; readonly views: Promise<CheckerView[]> } | null = null;

/** The programs with which this process reads scripts, and their versions. */
export function listCheckers(): Promise<CheckerView[]> {
  const now = performance.now();
  if (kept === null || kept.until < now)
    kept = { until: now + KEPT_MS, views: Promise.all(PROGRAMS.map((program) => viewChecker(program))) };
  return kept.views;
}

/**
 * One of them.
 *
 * @param maxWaitMs so long it waits while scripts are read; then it is called busy.
 */
export async function viewChecker(program: CheckerView["program"], maxWaitMs?: number): Promise<CheckerView> {
  const end = await runChecker({ program, options: ["--version"] }, "", maxWaitMs);
  switch (end.is) {
    case "ended":
      return { program, state: "ready", version: versionIn(end.stdout) };
    case "missing":
    case "busy":
      return { program, state: end.is, version: null };
    case "late":
    case "stopped":
      return { program, state: "no answer", version: null };
  }
}

/** `GNU bash, version 5.2.15(1)-release (…)`, `version: 0.9.0`; null where it says nothing of the kind. */
export function versionIn(stdout: string): string | null {
  return /\bversion:? (\d[\w.()+-]{0,40})/.exec(stdout)?.[1] ?? null;
}
