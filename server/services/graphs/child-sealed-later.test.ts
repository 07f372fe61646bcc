import { expect, onTestFinished, test } from "vitest";
import { forecastInput } from "#contract/pipelines/forecasts.ts";
import type { Rights } from "#engine/rights/policy.ts";
import { openApiClient } from "#testing/api/api-client.ts";
import { startApiServer } from "#testing/api/api-server.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { forecastLaunch } from "../forecast/forecast-launch.ts";
import { launchPipeline } from "../pipelines/launch-pipeline.ts";
import { testVertex } from "../vertex-tests/test-vertex.ts";
import { applyGraphText } from "./save-graph.ts";
import { sealGraph } from "./seal-graph.ts";
import { listGraphs, showGraph } from "./show-graph.ts";

const { database, databaseUrl } = await startTestSystem();

const apply = (name: string, vertices: object) =>
  applyGraphText(database, JSON.stringify({ signalbox: 1, name, vertices }), "ann");
const seal = (name: string, edit?: number) => sealGraph(database, { name, edit }, "bob");
const shown = (name: string) => showGraph(database.queries, name, undefined);

/** A parent that is saved before its child is sealed. */
async function family(child: string, parent: string): Promise<void> {
  await apply(child, { A: { script: "true" } });
  await apply(parent, { P: { kind: "graph", graph: `${child}@1` } });
  await expect(seal(parent)).rejects.toThrow("there is no such sealed revision");
  expect(await shown(parent)).toMatchObject({ edit: 1, findings: [{ code: "child-unknown" }] });
  await seal(child);
}

test("a graph whose child was sealed after it was saved can be sealed, and its draft is what was sealed", async () => {
  await family("kid", "dad");
  expect((await shown("dad")).findings).toEqual([]);
  expect(await seal("dad", 1)).toMatchObject({ revision: 1, isNew: true, edit: 2 });
  const { edit, digest, savedBy, findings, revisions } = await shown("dad");
  expect({ edit, savedBy, findings, sealed: revisions[0]?.digest }).toEqual({
    ...{ edit: 2, savedBy: "bob", findings: [] },
    sealed: digest,
  });
  const [listed] = await listGraphs(database.queries, { search: "dad" }, "all");
  expect(listed).toMatchObject({ hasUnsealedChanges: false, errorCount: 0 });
  expect(await seal("dad", 2)).toMatchObject({ revision: 1, isNew: false, edit: 2 });
});

test("a draft whose child was sealed after it was saved is foreseen, tested and launched", async () => {
  await family("kid2", "dad2");
  const asked = forecastInput.parse({ graph: "dad2" });
  expect(await forecastLaunch(database.queries, asked, "ann")).toMatchObject({ revision: null });
  const part = { name: "dad2", vertex: "P", reach: "vertex", params: {}, inputs: {} } as const;
  expect(await testVertex(database, part, "ann")).toMatchObject({ isNew: true });
  expect(await launchPipeline(database, { graph: "dad2", params: {}, inputs: {} }, "ann")).toMatchObject({
    isNew: true,
    edit: 2,
  });
  const sealed = { graph: "dad2", revision: 1, params: {}, inputs: {} };
  expect(await launchPipeline(database, sealed, "ann")).not.toHaveProperty("edit");
  // Whoever launched the draft is in conflict with nobody.
  expect(await seal("dad2", 2)).toMatchObject({ isNew: false });
});

test("who launches a draft and may not design does not change it: its last editor stays named, and nobody is in conflict", async () => {
  await family("kid4", "dad4");
  const rights: Rights = { grants: [{ role: "operator", folder: "" }] };
  const eve = await startApiServer(databaseUrl, {
    actor: { who: "person", id: 7, name: "eve", sessionId: 7, rights },
  });
  onTestFinished(() => eve.close());
  const launch = () => openApiClient(eve.url).pipelines.launch.mutate({ graph: "dad4", edit: 1 });
  expect(await launch()).toMatchObject({ isNew: true, edit: 1 });
  expect(await launch()).toMatchObject({ isNew: true, edit: 1 });
  const { edit, savedBy, revisions } = await shown("dad4");
  expect({ edit, savedBy, numbers: revisions.map(({ number }) => number) }).toEqual({
    ...{ edit: 1, savedBy: "ann", numbers: [1] },
  });
  // Whoever may design goes on with the draft that they have open, and it is then what runs.
  expect(await seal("dad4", 1)).toMatchObject({ revision: 1, isNew: false, edit: 2 });
});

test("what is sealed changes no draft where it is refused, and pins no graph that may not be read", async () => {
  await family("kid3", "dad3");
  const unseen = sealGraph(database, { name: "dad3" }, "bob", []);
  await expect(unseen).rejects.toThrow("there is no such sealed revision");
  await apply("dad3", { P: { kind: "graph", graph: "kid3@2" }, Q: { kind: "graph", graph: "kid3@3" } });
  await apply("kid3", { A: { script: "false" } });
  await seal("kid3");
  await expect(seal("dad3")).rejects.toThrow("Q runs kid3@3");
  expect(await shown("dad3")).toMatchObject({ edit: 2, savedBy: "ann" });
});
