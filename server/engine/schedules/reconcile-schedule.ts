/** What a person or a file says should be. `new`: it is not published. */
export const DESIRED_STATES = ["new", "active", "paused", "removed"] as const;
export type DesiredState = (typeof DESIRED_STATES)[number];

/** What the scheduler has made of it. */
export const OBSERVED_STATES = ["new", "active", "paused", "removed"] as const;
export type ObservedState = (typeof OBSERVED_STATES)[number];

/** What the scheduler does about a schedule. */
export type Reconciliation =
  /** Both are the same. */
  | { readonly act: "none" }
  /** Its next time is worked out, from now on; without one it is removed. */
  | { readonly act: "begin"; readonly observed: "active" }
  /** Its next time is forgotten. */
  | { readonly act: "stop"; readonly observed: "new" | "paused" | "removed" };

/**
 * What has to be done, so that a schedule is as it should be.
 *
 * @param isChanged whether its rule was changed since its next time was worked out.
 */
export function reconcile(
  desired: DesiredState,
  observed: ObservedState,
  isChanged: boolean,
): Reconciliation {
  if (desired === "active")
    return observed === "active" && !isChanged ? { act: "none" } : { act: "begin", observed: "active" };
  return desired === observed ? { act: "none" } : { act: "stop", observed: desired };
}
