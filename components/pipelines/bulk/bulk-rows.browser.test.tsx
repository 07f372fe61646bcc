import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { pipelineForTest } from "../pipeline-for-test.ts";
import { BulkRows } from "./bulk-rows.tsx";

test("before a cancel is said what finishes first, and what still runs or may run after it", async () => {
  const after = {
    1: { running: ["a"], willRun: ["b"], mayRun: [] },
    2: { running: [], willRun: [], mayRun: ["clean-up"] },
    3: { running: [], willRun: [], mayRun: [] },
  };
  const answers = { "pipelines.afterCancel": (input: unknown) => after[(input as { id: 1 | 2 | 3 }).id] };
  const chosen = [1, 2, 3].map((id) => ({
    pipeline: pipelineForTest({ id, state: "running" }),
    refused: null,
  }));
  const screen = await render(
    <ApiForTest answers={answers}>
      <BulkRows act="cancel" chosen={chosen} results={null} />
    </ApiForTest>,
  );
  const will = screen.getByLabelText("What will happen").getByRole("listitem");
  await expect.element(will.first()).toHaveTextContent("Finishes first: a. Still runs: b");
  await expect.element(will.nth(1)).toHaveTextContent("Runs if it is reached: clean-up");
  await expect.element(will.nth(2)).toHaveTextContent("Nothing runs any more after that.");
});
