import type { AskedInput, FormResolution } from "../../expressions/input-resolution.ts";
import { ownOf } from "../../json/json.ts";
import type { Json } from "../../model/graph-content.ts";
import type { Decision } from "../../plan/pipeline-now.ts";
import type { PlanVertex } from "../../plan/plan.ts";
import { durationText } from "../../time/durations.ts";

const NOBODY = "nobody answered within ";
const EXPIRED = new RegExp(`^(?:(approved|rejected): )?(${NOBODY}.*)$`, "s");

export type ApprovalEnd =
  | { readonly to: "succeeded"; readonly reason: string; readonly outputs: Readonly<Record<string, Json>> }
  | { readonly to: "failed"; readonly reason: string };

/** How an approval ends after a decision. `values` are the values of its inputs; they become its outputs. */
export function approvalDecided(
  { verdict, by, comment }: Decision,
  values: Readonly<Record<string, Json>>,
): ApprovalEnd {
  const said = comment === null || comment === "" ? "" : `: ${comment}`;
  if (verdict === "reject") return { to: "failed", reason: `rejected by ${by}${said}` };
  return {
    to: "succeeded",
    reason: `approved by ${by}${said}`,
    outputs: { ...values, result: "approved", by, comment: comment ?? "" },
  };
}

/**
 * How an approval ends if no person answered in time.
 *
 * @param form what is known of its inputs then: these values become its outputs, where it is approved.
 */
export function approvalExpired({ spec }: PlanVertex, form: FormResolution): ApprovalEnd {
  const { timeout = 0, onTimeout = "fail" } = spec.prompt ?? {};
  const late = `${NOBODY}${durationText(timeout)}`;
  if (onTimeout === "fail") return { to: "failed", reason: late };
  if (onTimeout === "reject") return { to: "failed", reason: `rejected: ${late}` };
  if (form.kind === "failed") return { to: "failed", reason: `${late}, and ${form.reason}` };
  const unfilled = form.ask.find(
    ({ name, prefill }) => prefill === undefined && ownOf(spec.inputs ?? {}, name)?.required === true,
  );
  if (unfilled !== undefined)
    return { to: "failed", reason: `${late}, and the required input ${unfilled.name} has no value` };
  const outputs = { ...valuesIn(form.ask), result: "approved", by: "timeout", comment: "" };
  return { to: "succeeded", reason: `approved: ${late}`, outputs };
}

/** What an approval's end says that came since no person answered in time, as a clause; null for any other end. */
export function expiredText(reason: string | null): string | null {
  const [, verdict, late] = EXPIRED.exec(reason ?? "") ?? [];
  return late === undefined ? null : `${late}, so it ${verdict === undefined ? "failed" : `was ${verdict}`}`;
}

function valuesIn(asked: readonly AskedInput[]): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    asked.flatMap(({ name, prefill }) => (prefill === undefined ? [] : [[name, prefill]])),
  );
}
