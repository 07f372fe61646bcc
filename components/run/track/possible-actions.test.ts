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
  expect(actionsOf(true)).toEqual(["Retry a"]);
  expect(actionsOf(false)).toEqual([]);
});
