import type { Finding } from "../model/graph-content.ts";

/** Why a warning was sealed over. A warning is known by its rule and its text. */
export type WarningReason = { readonly code: string; readonly text: string; readonly reason: string };

/** A reason that somebody gives: for one warning, for all warnings of a rule, or for all that have no other reason. */
export type GivenReason = {
  readonly code?: string | undefined;
  readonly text?: string | undefined;
  readonly reason: string;
};

type JudgedReasons = {
  /** One for each warning that has a reason, in the order of the warnings. */
  readonly kept: readonly WarningReason[];
  /** Those that are for warnings which there are not. */
  readonly unknown: readonly GivenReason[];
};

/** Which reason each warning has: of those that fit, the most exact one, and of two that are as exact, the first. */
export function judgeReasons(findings: readonly Finding[], given: readonly GivenReason[]): JudgedReasons {
  const warnings = warningsOf(findings);
  const kept = warnings.flatMap(({ code, text }) => {
    const fitting = given.filter((each) => isFor(each, { code, text }));
    const [first] = fitting.toSorted((a, b) => exactness(b) - exactness(a));
    return first === undefined ? [] : [{ code, text, reason: first.reason }];
  });
  const unknown = given.filter(
    (each) => exactness(each) > 0 && !warnings.some((warning) => isFor(each, warning)),
  );
  return { kept, unknown };
}

/** The findings that a graph can be sealed in spite of. */
export function warningsOf(findings: readonly Finding[]): readonly Finding[] {
  return findings.filter(({ level }) => level === "warning");
}

/** The reason of a warning; null where nobody gave one. */
export function reasonFor(
  { code, text }: Pick<Finding, "code" | "text">,
  reasons: readonly WarningReason[],
): string | null {
  return reasons.find((each) => each.code === code && each.text === text)?.reason ?? null;
}

function isFor(given: GivenReason, { code, text }: Pick<Finding, "code" | "text">): boolean {
  return (
    (given.code === undefined || given.code === code) && (given.text === undefined || given.text === text)
  );
}

function exactness({ code, text }: GivenReason): number {
  return (text === undefined ? 0 : 2) + (code === undefined ? 0 : 1);
}
