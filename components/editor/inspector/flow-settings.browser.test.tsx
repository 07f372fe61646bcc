import { ReactFlowProvider } from "@xyflow/react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { DraftContext } from "#components/draft/draft-context.ts";
import { createDraftStore } from "#components/draft/draft-store.ts";
import { FixButton } from "#components/vertex-form/findings/fix-button.tsx";
import { PollSettings } from "#components/vertex-form/settings/poll-settings.tsx";
import { FinalField, RoutingSettings } from "#components/vertex-form/settings/routing-settings.tsx";
import { LogOutputField } from "#components/vertex-form/settings/script-choices.tsx";
import type { GraphFileJson } from "#contract/graphs/graphs.ts";
import { graphFileJson } from "#engine/graph-file/graph-file-json.ts";
import { writeJson } from "#engine/json/write-json.ts";
import { EdgeInspector } from "./edge-inspector.tsx";

const GRAPH: GraphFileJson = {
  signalbox: 1,
  name: "g",
  vertices: { A: { script: "a" }, B: { script: "b" } },
  edges: ["A -> B"],
};

async function formOf(form: React.ReactNode) {
  const store = createDraftStore(placedFile(GRAPH));
  const screen = await render(
    <DraftContext value={store}>
      <ReactFlowProvider>{form}</ReactFlowProvider>
    </DraftContext>,
  );
  const choose = async (label: string, option: string | RegExp) => {
    await screen.getByRole("combobox", { name: label }).click();
    await screen.getByRole("option", { name: option }).click();
  };
  return { screen, choose, json: () => JSON.parse(writeJson(graphFileJson(store.getState().draft.file))) };
}

test("a script's stdout and stderr are merged in the log until it is told to mark stderr", async () => {
  const { choose, json } = await formOf(<LogOutputField name="A" />);
  const label = "stdout and stderr in the log";
  await choose(label, "stderr marked, in no order");
  expect(json()["vertices"]).toMatchObject({ A: { script: "a", output: "split" } });
  await choose(label, "In the order of writes");
  expect(json()["vertices"]).toMatchObject({ A: { script: "a" } });
  expect(JSON.stringify(json())).not.toContain("output");
});

test("an edge for a failure is a reaction until it is marked as a rescue", async () => {
  const { screen, choose, json } = await formOf(<EdgeInspector id="A -> B" />);
  await expect.element(screen.getByRole("checkbox")).not.toBeInTheDocument();
  await choose("Follow this edge when", "A failed");
  await expect.element(screen.getByText(/changes no outcome/)).toBeVisible();
  await screen.getByRole("checkbox", { name: "Rescue: the failure is handled" }).click();
  await expect.element(screen.getByText(/counts as handled/)).toBeVisible();
  expect(json()["edges"]).toEqual([{ tail: "A", head: "B", when: "failed", rescue: true }]);
  await choose("Follow this edge when", /Always/);
  await expect.element(screen.getByRole("checkbox")).not.toBeInTheDocument();
  expect(json()["edges"]).toEqual([{ tail: "A", head: "B", when: "always" }]);
});

test("an edge may start its head after a time; a wrong time stays in the field with the reason", async () => {
  const { screen, choose, json } = await formOf(<EdgeInspector id="A -> B" />);
  await choose("Follow this edge when", "After a time: A has not ended yet");
  await expect.element(screen.getByText("B starts if A takes longer.")).toBeVisible();
  const after = screen.getByRole("textbox", { name: "After" });
  await after.fill("90s");
  expect(json()["edges"]).toEqual([{ tail: "A", head: "B", after: "1m30s" }]);
  await after.fill("soon");
  await expect.element(screen.getByText(/Wanted a duration such as/)).toBeVisible();
  expect(json()["edges"]).toEqual([{ tail: "A", head: "B", after: "1m30s" }]);
  await choose("Follow this edge when", "A succeeded");
  await expect.element(after).not.toBeInTheDocument();
  expect(json()["edges"]).toEqual(["A -> B"]);
});

test("polls that end without success fail the vertex, or skip it", async () => {
  const { screen, choose, json } = await formOf(<PollSettings name="B" />);
  await screen.getByRole("checkbox", { name: /^Poll/ }).click();
  await expect.element(screen.getByRole("combobox")).not.toBeInTheDocument();
  await screen.getByRole("textbox", { name: "Poll timeout" }).fill("2h");
  await choose("On poll timeout", "Skip and continue");
  expect(json()["vertices"]).toMatchObject({
    B: { poll: { every: "30s", timeout: "2h", onTimeout: "skip" } },
  });
});

test("the fixes of a timer remove its condition and the other edges to its head", async () => {
  const { screen, json } = await formOf(
    <>
      <FixButton fix={{ change: "timer", label: "Keep", vertex: "B", tail: "A", after: "30m" }} />
      <FixButton fix={{ change: "remove-edges", label: "Remove", vertex: "B", tails: ["A"] }} />
    </>,
  );
  await screen.getByRole("button", { name: "Keep" }).click();
  expect(json()["edges"]).toEqual([{ tail: "A", head: "B", after: "30m" }]);
  await screen.getByRole("button", { name: "Remove" }).click();
  expect(json()["edges"] ?? []).toEqual([]);
});

test("a vertex may be a final step, which has no join and no branch; or fail where no condition holds", async () => {
  const { screen, choose, json } = await formOf(
    <>
      <FinalField name="B" />
      <RoutingSettings name="B" />
    </>,
  );
  await choose("Then follow", "Every matching edge; fail if none matches");
  expect(json()["vertices"]).toMatchObject({ B: { branch: "some" } });
  await choose("Then follow", /^Every matching edge$/);
  await choose("Final step", "Only after a failure");
  expect(json()["vertices"]).toMatchObject({ B: { final: "failed" } });
  await expect.element(screen.getByRole("combobox", { name: "Waits for" })).not.toBeInTheDocument();
  await choose("Final step", "No");
  expect(json()["vertices"]).toMatchObject({ B: { script: "b" } });
});
