import { expect, onTestFinished, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest } from "#components/api/api-for-test.tsx";
import { pipelineForTest } from "#components/pipelines/pipeline-for-test.ts";
import { Address } from "#components/run/past/address-for-test.tsx";
import { withoutMouse } from "#components/ui/live/without-mouse-for-test.ts";
import { ComparePage } from "./compare-page.tsx";

const side = { state: "succeeded", attempt: 1, exitCode: 0, durationMs: 1_000 };

test("on a device without a mouse the next page of compared tracks shows its own tracks, and none as gone", async () => {
  withoutMouse();
  const before = window.location.href;
  onTestFinished(() => window.history.replaceState(null, "", before));
  const compare = (input: unknown) => ({
    a: pipelineForTest({ id: 7, state: "succeeded" }),
    b: pipelineForTest({ id: 5, state: "succeeded" }),
    ...{ isSameGraph: true, isSameContent: true, params: [], vertices: 101, differing: 101, first: null },
    tracks: [
      {
        vertex: (input as { skip: number }).skip === 0 ? "first" : "last",
        ...{ a: side, b: side, differs: ["outputs"] },
      },
    ],
    matching: 101,
  });
  const screen = await render(
    <ApiForTest answers={{ "pipelines.compare": compare }}>
      <Address>
        <ComparePage a={7} b={5} />
      </Address>
    </ApiForTest>,
  );
  const table = screen.getByRole("table", { name: "Compared tracks" });
  await expect.element(table.getByRole("button", { name: "first" })).toBeVisible();
  await screen.getByRole("button", { name: "Next page" }).click();
  await expect.element(table.getByRole("button", { name: "last" })).toBeVisible();
  await expect.element(table.getByRole("button", { name: "first" })).not.toBeInTheDocument();
});
