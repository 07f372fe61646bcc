import { expect, it } from "vitest";
import { type DesiredState, type ObservedState, reconcile } from "./reconcile-schedule.ts";

const NONE = { act: "none" };
const BEGIN = { act: "begin", observed: "active" };
const stop = (observed: ObservedState) => ({ act: "stop", observed });

it.each<[DesiredState, ObservedState, object]>([
  ["new", "new", NONE],
  ["new", "active", stop("new")],
  ["new", "paused", stop("new")],
  ["active", "new", BEGIN],
  ["active", "active", NONE],
  ["active", "paused", BEGIN],
  ["paused", "new", stop("paused")],
  ["paused", "active", stop("paused")],
  ["paused", "paused", NONE],
  ["removed", "new", stop("removed")],
  ["removed", "active", stop("removed")],
  ["removed", "paused", stop("removed")],
  ["removed", "removed", NONE],
  ["active", "removed", BEGIN],
  ["paused", "removed", stop("paused")],
  ["new", "removed", stop("new")],
])("one that should be %s and is %s", (desired, observed, wanted) => {
  expect(reconcile(desired, observed, false)).toEqual(wanted);
  // A change is only worked out where it is active.
  if (desired !== "active") expect(reconcile(desired, observed, true)).toEqual(wanted);
});

it("an active one that was changed begins anew", () => {
  expect(reconcile("active", "active", true)).toEqual(BEGIN);
});
