import { expect, test } from "vitest";
import { MAX_GRAPH_NAME } from "#engine/shape/names/graph-names.ts";
import { pipelineFilter } from "./pipelines/pipeline-list.ts";
import { previewRetentionInput, runRetentionInput, setRetentionInput } from "./retention.ts";
import { saveNoticeRuleInput } from "./triggers/notices.ts";
import { saveScheduleInput } from "./triggers/schedules.ts";
import { saveTriggerInput } from "./triggers/triggers.ts";

test.each([
  ["a policy of retention", setRetentionInput],
  ["its preview", previewRetentionInput],
  ["its run", runRetentionInput],
  ["a rule of notices", saveNoticeRuleInput],
  ["a schedule", saveScheduleInput],
  ["a trigger", saveTriggerInput],
  ["a list of pipelines", pipelineFilter],
])("the graph of %s has a name that is as long as that of a graph may be", (_, input) => {
  const problemOf = (length: number) =>
    input.safeParse({ graph: "g".repeat(length) }).error?.issues.find(({ path }) => path[0] === "graph");
  expect(problemOf(MAX_GRAPH_NAME)).toBeUndefined();
  expect(problemOf(MAX_GRAPH_NAME + 1)).toBeDefined();
});
