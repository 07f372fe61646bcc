import { type ForcedState, forcedWords } from "../model/forced-state.ts";
import type { TrackState } from "../model/track.ts";
import { forcedBy } from "./forced.ts";

/** Who set values of a track after the launch, and why. */
export type ValuesSet = { readonly by: string; readonly why: string };

/** How the remark of an event begins that says that a person set values of a track. */
export const VALUES_SET_BEGIN = "values set of ";

/** The remark of an event that says of which inputs a person set the values, and why. */
export function valuesSetRemark(names: readonly string[], why: string): string {
  return `${VALUES_SET_BEGIN}${names.join(", ")}: ${why}`;
}

/** Reads such a remark; null where it is another one. */
export function readValuesSet(remark: string | null, actor: string): ValuesSet | null {
  if (!remark?.startsWith(VALUES_SET_BEGIN)) return null;
  const end = remark.indexOf(": ");
  return { by: actor, why: end < 0 ? "" : remark.slice(end + 2) };
}

type Overridden = {
  readonly state: TrackState;
  readonly reason: string | null;
  readonly decidedBy: string | null;
  readonly decidedWhy: string | null;
  readonly hasSetValues: boolean;
};

/**
 * What a person decided about a track, with who and why, in lower case: `marked as succeeded by ann: it was done by hand`.
 * Null where nobody did, as the count of overrides counts.
 *
 * @param set who set its values last; null where no event says so.
 */
export function overrideText(track: Overridden, set: ValuesSet | null): string | null {
  const { state, decidedBy, decidedWhy, hasSetValues } = track;
  const forced = forcedBy(track);
  const parts = [
    ...(forced === null ? [] : [decision(forcedWords(state as ForcedState), forced, decidedWhy)]),
    ...(hasSetValues ? [decision("values set", set?.by ?? decidedBy, set?.why ?? decidedWhy)] : []),
  ];
  return parts.length === 0 ? null : parts.join("; ");
}

function decision(what: string, by: string | null, why: string | null): string {
  return `${what}${by === null ? "" : ` by ${by}`}${why === null || why === "" ? "" : `: ${why}`}`;
}
