import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { previewForTest } from "#components/run/preview/preview-for-test.ts";
import { ChoosablePipelines } from "./bulk/choosable-pipelines.tsx";
import { pipelineForTest } from "./pipeline-for-test.ts";
import { PipelineTable } from "./pipeline-table.tsx";

test("chosen pipelines are retried one after the other, with a result for each; first it is said what would run", async () => {
  const sent: unknown[] = [];
  const answers = {
    "pipelines.preview": (input: unknown) =>
      (input as { id: number }).id === 1
        ? previewForTest({ begins: ["a", "b"] })
        : previewForTest({}, "Nothing in the pipeline has failed."),
    "pipelines.retryFailed": (input: unknown) => {
      sent.push(input);
      return { retried: ["a"], refused: [{ vertex: "b", why: "its host is away" }] };
    },
  };
  const pipelines = [1, 2, 3].map((id) => pipelineForTest({ id, name: "deploy", state: "failed" }));
  const screen = await render(
    <ApiForTest answers={answers}>
      <ChoosablePipelines pipelines={pipelines}>
        {(lead) => <PipelineTable label="Pipelines" pipelines={pipelines} lead={lead} />}
      </ChoosablePipelines>
    </ApiForTest>,
  );
  await expect.element(screen.getByLabelText("Chosen pipelines")).not.toBeInTheDocument();
  await screen.getByRole("checkbox", { name: "Choose all" }).click();
  await screen.getByRole("checkbox", { name: "Choose deploy #3" }).click();
  const bar = screen.getByLabelText("Chosen pipelines");
  await expect.element(bar).toHaveTextContent("2 chosen");
  await bar.getByRole("button", { name: "Retry failed" }).click();
  const will = screen.getByLabelText("What will happen").getByRole("listitem");
  await expect.element(will.first()).toHaveTextContent("deploy #1Runs now (2): a, b");
  await expect.element(will.nth(1)).toHaveTextContent("Nothing in the pipeline has failed.");
  await screen.getByLabelText("Reason").fill("room");
  await screen.getByRole("dialog").getByRole("button", { name: "Retry failed" }).click();
  await expect.poll(() => sent).toEqual([1, 2].map((id) => ({ id, reason: "room" })));
  await expect.element(screen.getByRole("status")).toHaveTextContent("2 of 2 pipelines done.");
  const results = screen.getByLabelText("Results").getByRole("listitem");
  await expect.element(results.first()).toHaveTextContent("Retried: a; not b: its host is away");
});
