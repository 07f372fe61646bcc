import type { Finding } from "../model/graph-content.ts";
import { utf8Length } from "../text/utf8-length.ts";

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
  const reasons = new Map<string, string>();
  for (const each of given) if (!reasons.has(meant(each))) reasons.set(meant(each), each.reason);
  const kept = warnings.flatMap(({ code, text }) => {
    const fitting = waysToMean({ code, text }).find((way) => reasons.has(way));
    return fitting === undefined ? [] : [{ code, text, reason: reasons.get(fitting) ?? "" }];
  });
  const known = new Set([meant({}), ...warnings.flatMap(waysToMean)]);
  return { kept, unknown: given.filter((each) => !known.has(meant(each))) };
}

/**
 * So many bytes of reasons a revision keeps. A reason for all warnings is kept once for each of them, and the findings are
 * written by the same statement.
 */
export const MAX_REASONS_BYTES = 4_194_304;
/** The names and signs around a reason, as it is stored. */
const AROUND = 64;

/** How many bytes the reasons come to, at most about so many as they are stored in. */
export function bytesOfReasons(reasons: readonly WarningReason[]): number {
  return reasons.reduce(
    (sum, { code, text, reason }) => sum + AROUND + utf8Length(code) + utf8Length(text) + utf8Length(reason),
    0,
  );
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

/** The warnings that a reason is for, as one text. */
function meant({ code, text }: Pick<GivenReason, "code" | "text">): string {
  return JSON.stringify([code ?? null, text ?? null]);
}

/** All that a reason for this warning can say that it is for, the most exact first. */
function waysToMean({ code, text }: Pick<Finding, "code" | "text">): readonly string[] {
  return [{ code, text }, { text }, { code }, {}].map(meant);
}
