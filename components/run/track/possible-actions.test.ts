import { expect, test } from "vitest";
import { pipelineForTest } from "#components/pipelines/pipeline-for-test.ts";
import { trackForTest } from "../store/track-for-test.ts";
import { possibleActions } from "./possible-actions.ts";

test("of the skipped tracks, those can be retried that had no time", () => {
  const actionsOf = (hadNoTime: boolean) =>
    possibleActions(
      trackForTest({ vertex: "a", state: "skipped", hadNoTime }),
      pipelineForTest({ state: "failed" }),
    ).map(({ text }) => text);
  expect(actionsOf(true)).toEqual(["Retry"]);
  expect(actionsOf(false)).toEqual([]);
});

test("a track that sleeps before its next attempt or poll can be retried now", () => {
  const actionsOf = (sleep: "retry" | "poll" | "wait") =>
    possibleActions(trackForTest({ state: "sleeping", sleep }), pipelineForTest({ state: "running" })).map(
      ({ text }) => text,
    );
  const others = ["Mark as succeeded", "Skip", "Mark as failed"];
  expect(actionsOf("retry")).toEqual(["Retry now", ...others]);
  expect(actionsOf("poll")).toEqual(["Retry now", ...others]);
  expect(actionsOf("wait")).toEqual(others);
});
