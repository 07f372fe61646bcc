import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { type Answers, ApiForTest } from "#components/api/api-for-test.tsx";
import { commandsNow, runCommand } from "#components/commands/command-registry.ts";
import { previewForTest } from "#components/run/preview/preview-for-test.ts";
import type { PipelineSummary } from "#contract/pipelines/pipelines.ts";
import { pipelineForTest } from "../pipeline-for-test.ts";
import { PipelineTable } from "../pipeline-table.tsx";
import { ChoosablePipelines } from "./choosable-pipelines.tsx";

const PART = { path: "c", isItems: true, runs: { count: 1, names: ["x"] }, of: 3 };
const failed = (id: number, folder: string) =>
  pipelineForTest({ id, name: "deploy", folder, state: "failed" });

/** Whoever is signed in operates the folder `near`, and only sees the folder `far`. */
const OPERATOR: Answers = {
  "account.show": () => ({
    ...{ name: "me", email: null },
    rights: {
      grants: [
        { folder: "near", role: "operator" },
        { folder: "far", role: "viewer" },
      ],
    },
  }),
  "folders.admins": () => [],
};

function Choosable({ pipelines, of = "" }: { pipelines: readonly PipelineSummary[]; of?: string }) {
  return (
    <ChoosablePipelines pipelines={pipelines} of={of}>
      {(lead) => <PipelineTable label="Pipelines" pipelines={pipelines} lead={lead} />}
    </ChoosablePipelines>
  );
}

test("chosen pipelines are retried one after the other, with a result for each; first it is said what would run", async () => {
  const sent: unknown[] = [];
  const answers = {
    ...OPERATOR,
    "pipelines.preview": (input: unknown) =>
      (input as { id: number }).id === 1
        ? previewForTest({ begins: ["a", "b"] }, null, null, [PART])
        : previewForTest({}, "Nothing in the pipeline has failed."),
    "pipelines.retryFailed": (input: unknown) => {
      sent.push(input);
      return { retried: ["a"], inside: [], refused: [{ vertex: "b", why: "its host is away" }] };
    },
  };
  const screen = await render(
    <ApiForTest answers={answers}>
      <Choosable pipelines={[1, 2, 3].map((id) => failed(id, "near"))} />
    </ApiForTest>,
  );
  await expect.element(screen.getByLabelText("Chosen pipelines")).not.toBeInTheDocument();
  await screen.getByRole("checkbox", { name: "Choose all" }).click();
  await screen.getByRole("checkbox", { name: "Choose deploy #3" }).click();
  const bar = screen.getByLabelText("Chosen pipelines");
  await expect.element(bar).toHaveTextContent("2 chosen");
  await bar.getByRole("button", { name: "Retry failed" }).click();
  const will = screen.getByLabelText("What will happen").getByRole("listitem");
  await expect.element(will.first()).toHaveTextContent("Runs now (2): a, b. Runs now, 1 of 3 items of c: x");
  await expect.element(will.nth(1)).toHaveTextContent("Nothing in the pipeline has failed.");
  await screen.getByLabelText("Reason").fill("room");
  await screen.getByRole("dialog").getByRole("button", { name: "Retry failed" }).click();
  await expect.poll(() => sent).toEqual([1, 2].map((id) => ({ id, reason: "room" })));
  await expect.element(screen.getByRole("status")).toHaveTextContent("2 of 2 pipelines done.");
  const results = screen.getByLabelText("Results").getByRole("listitem");
  await expect.element(results.first()).toHaveTextContent("Retried: a; not b: its host is away");
});

test("failures are acknowledged together: what needs none says so, and what may not be done is left alone", async () => {
  const sent: unknown[] = [];
  const answers = {
    ...OPERATOR,
    "pipelines.acknowledge": (input: unknown) => {
      sent.push(input);
      return pipelineForTest({ id: (input as { id: number }).id });
    },
  };
  const good = pipelineForTest({ id: 3, name: "deploy", folder: "near", state: "succeeded" });
  const screen = await render(
    <ApiForTest answers={answers}>
      <Choosable pipelines={[failed(1, "near"), failed(2, "far"), good]} />
    </ApiForTest>,
  );
  const bar = screen.getByLabelText("Chosen pipelines");
  const acknowledge = bar.getByRole("button", { name: "Acknowledge" });
  await screen.getByRole("checkbox", { name: "Choose deploy #2" }).click();
  await expect.element(acknowledge).toHaveAttribute("aria-disabled", "true");
  expect(commandsNow().get("acknowledge-chosen")?.refused).toContain("This needs the role operator in far.");
  await screen.getByRole("checkbox", { name: "Choose all" }).click();
  await expect.element(acknowledge).not.toHaveAttribute("aria-disabled");
  runCommand("acknowledge-chosen");
  const will = screen.getByLabelText("What will happen").getByRole("listitem");
  await expect.element(will.first()).toHaveTextContent("deploy #1failed");
  await expect.element(will.nth(1)).toHaveTextContent("This needs the role operator in far.");
  await expect.element(will.nth(2)).toHaveTextContent("there is nothing to acknowledge");
  await screen.getByLabelText("Reason").fill("known");
  await screen.getByRole("dialog").getByRole("button", { name: "Acknowledge" }).click();
  await expect.poll(() => sent).toEqual([1, 3].map((id) => ({ id, reason: "known" })));
  await expect.element(screen.getByRole("status")).toHaveTextContent("2 of 3 pipelines done.");
  const results = screen.getByLabelText("Results").getByRole("listitem");
  await expect.element(results.first()).toHaveTextContent("deploy #1Acknowledged");
  await expect.element(results.nth(1)).toHaveTextContent("Not done: This needs the role operator in far.");
});

test("only what is listed is acted on: what left the list is said, and another filter begins with nothing chosen", async () => {
  const asked: unknown[] = [];
  const answers = {
    ...OPERATOR,
    "pipelines.preview": (input: unknown) => {
      asked.push(input);
      return previewForTest({ begins: ["a"] });
    },
  };
  const page = (ids: readonly number[], of: string) => (
    <ApiForTest answers={answers}>
      <Choosable pipelines={ids.map((id) => failed(id, "near"))} of={of} />
    </ApiForTest>
  );
  const screen = await render(page([1, 2, 3], "failed"));
  await screen.getByRole("checkbox", { name: "Choose all" }).click();
  const bar = screen.getByLabelText("Chosen pipelines");
  await expect.element(bar).toHaveTextContent("3 chosen");
  await screen.rerender(page([2, 4], "failed"));
  await expect.element(bar).toHaveTextContent("1 chosen, 2 more are no longer in this list");
  await bar.getByRole("button", { name: "Retry failed" }).click();
  await expect.element(screen.getByRole("dialog")).toHaveTextContent("1 pipeline?");
  await expect.poll(() => asked).toEqual([{ id: 2, act: "retry-failed" }]);
  await screen.getByRole("button", { name: "Back" }).click();
  await screen.rerender(page([2, 4], "all"));
  await expect.element(bar).not.toBeInTheDocument();
});

test("two chosen pipelines are compared, the newer one with the older one; of one it is said that two are needed", async () => {
  const screen = await render(
    <ApiForTest answers={OPERATOR}>
      <Choosable pipelines={[failed(8, "near"), failed(5, "far")]} />
    </ApiForTest>,
  );
  await screen.getByRole("checkbox", { name: "Choose deploy #5" }).click();
  const bar = screen.getByLabelText("Chosen pipelines");
  const refused = bar.getByRole("button", { name: "Compare" });
  await expect.element(refused).toHaveAttribute("aria-description", "Choose two pipelines to compare them.");
  await screen.getByRole("checkbox", { name: "Choose deploy #8" }).click();
  await expect
    .element(bar.getByRole("link", { name: "Compare" }))
    .toHaveAttribute("href", "/pipelines/8/compare/5");
});
