import { expect, test } from "@playwright/test";
import { ask, call } from "../api.ts";

const GRAPH = `
signalbox: 1
name: nightly-load
params:
  disk: { type: string, default: empty }
vertices:
  fetch: { script: echo fetched }
  load:
    inputs: { disk: { type: string, from: params.disk } }
    script: |
      echo "the disk is {disk}"
      test {disk} = empty
  report: { script: echo reported }
edges: [fetch -> load, load -> report]
`;

test("from a failed run one press leads to what differs from the last successful one; two of the list are compared, too", async ({
  page,
  request,
}) => {
  await call(request, "graphs.applyText", { text: GRAPH });
  const run = async (disk: string, state: string) => {
    const { id } = await call<{ id: number }>(request, "pipelines.launch", {
      graph: "nightly-load",
      params: { disk },
    });
    await expect
      .poll(async () => (await ask<{ state: string }>(request, "pipelines.summary", { id })).state)
      .toBe(state);
    return id;
  };
  const good = await run("empty", "succeeded");
  const bad = await run("full", "failed");

  await page.goto(`/pipelines/${bad}`);
  await page.getByRole("link", { name: "Compare with the last successful run" }).click();
  await expect(page).toHaveURL(`/pipelines/${bad}/compare/${good}`);
  await expect(page.getByRole("region", { name: "First difference" })).toContainText("load");
  await expect(page.getByRole("region", { name: "Parameters" })).toContainText("+ full");
  const logs = page.getByRole("region", { name: "Track load" }).getByRole("region", { name: "Logs" });
  await expect(logs).toContainText("- the disk is empty");
  const tracks = page.getByRole("table", { name: "Compared tracks" });
  await expect(tracks.getByRole("row", { name: /report/ })).toContainText("Succeeded");
  await tracks.getByRole("button", { name: "report" }).press("Enter");
  await expect(page.getByRole("region", { name: "Track report" })).toBeFocused();

  await page.goto("/pipelines?graph=nightly-load");
  for (const id of [good, bad]) await page.getByRole("checkbox", { name: `#${id}` }).click();
  await page.getByRole("link", { name: "Compare", exact: true }).click();
  await expect(page).toHaveURL(`/pipelines/${bad}/compare/${good}`);
});
