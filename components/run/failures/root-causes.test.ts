import { expect, test } from "vitest";
import type { PipelineState } from "#engine/model/pipeline.ts";
import { trackForTest } from "../store/track-for-test.ts";
import { isReasonListed, rootCauses } from "./root-causes.ts";

const failure = { reason: "exit 1", lastLine: "no space left", isHandled: false };
const at = (ms: number) => new Date(ms);

test("every failure that counts is a root cause, the first one first, with what it kept from running", () => {
  const causes = rootCauses([
    trackForTest({ vertex: "late", number: 0, state: "failed", failure, finishedAt: at(2_000) }),
    trackForTest({ vertex: "early", number: 1, state: "failed", failure, finishedAt: at(1_000) }),
    trackForTest({ vertex: "a", number: 2, state: "skipped", blame: "early" }),
    trackForTest({ vertex: "b", number: 3, state: "skipped", blame: "early" }),
    trackForTest({ vertex: "again", number: 4, state: "running", blame: "early" }),
  ]);
  expect(causes.map(({ track, blocked }) => [track.vertex, blocked])).toEqual([
    ["early", 2],
    ["late", 0],
  ]);
});

test("a handled failure is none, and one whose rollback failed still is the first cause", () => {
  const causes = rootCauses([
    trackForTest({ vertex: "handled", state: "failed", failure: { ...failure, isHandled: true } }),
    trackForTest({ vertex: "undone", state: "revert_failed", failure, finishedAt: at(1) }),
    trackForTest({ vertex: "other", state: "revert_failed", failure: null, finishedAt: at(0) }),
  ]);
  expect(causes.map(({ track }) => track.vertex)).toEqual(["undone"]);
});

test("a reason that is the first of the listed failures says nothing more; who cancelled or undid does", () => {
  const tracks = [trackForTest({ vertex: "b", state: "failed", failure })];
  const isListed = (state: PipelineState, reason: string | null) => isReasonListed({ state, reason }, tracks);
  for (const state of ["running", "failed", "reverting", "reverted"] as const)
    expect([state, isListed(state, "b failed: exit 1")]).toEqual([state, true]);
  expect(isListed("cancelled", "cancelled by ann: wrong machine")).toBe(false);
  expect(isListed("reverting", "undone by ann: wrong machine")).toBe(false);
  expect(isListed("succeeded", "b failed: exit 1")).toBe(false);
  expect(isListed("running", null)).toBe(false);
});
