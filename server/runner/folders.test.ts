import { randomBytes } from "node:crypto";
import { expect, test } from "vitest";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { saveSecret } from "#services/fleet/secret-store.ts";
import { moveGraph } from "#services/graphs/folder-of-graph.ts";
import { applyGraphText } from "#services/graphs/save-graph.ts";
import { sealGraph } from "#services/graphs/seal-graph.ts";
import { launchPipeline } from "#services/pipelines/launch-pipeline.ts";
import { Refused } from "#services/refusals/refused.ts";
import { COMMAND_LINE } from "#services/rights/actor.ts";
import { createFolder, folderAt } from "#services/rights/folders.ts";
import { bindLabel } from "#services/rights/runner-labels.ts";
import { setBreak } from "#services/tracks/set-break.ts";
import { launchedAs } from "#testing/launched.ts";
import { startTestSystem } from "#testing/test-system.ts";

const KEY = randomBytes(32);
const { database, startRunner } = await startTestSystem();
await startRunner({ SIGNALBOX_SECRET_KEY: KEY.toString("base64"), SIGNALBOX_LABELS: "gpu" });
const { queries } = database;
for (const name of ["ops", "web"]) await createFolder(database, { folder: "", name }, COMMAND_LINE);
const opsId = (await folderAt(queries, "ops")).id;
const webId = (await folderAt(queries, "web")).id;

const store = (name: string, folder: string) =>
  saveSecret(queries, secretBox(KEY), { name, value: `value-of-${name}`, folder }, COMMAND_LINE);
const apply = (text: string, folderId = webId) =>
  applyGraphText(database, `signalbox: 1\n${text}`, "ann", { readable: "all", folderId });
const launch = async (graph: string, inputs = {}) => {
  const { id } = await launchPipeline(database, { graph, params: {}, inputs }, "ann");
  return launchedAs(database, id);
};
async function refused(work: Promise<unknown>) {
  const error = await work.catch((thrown: unknown) => thrown);
  if (!(error instanceof Refused)) throw error;
  return error.refusal;
}
const reading = (name: string, secret: string) =>
  `name: ${name}\nvertices:\n  A: { inputs: { token: { type: secret, default: ${secret} } }, script: 'test -n {token}' }\n`;

test("a graph uses the secrets of its folder and of those above, and no others: at check, at launch and at the runner", async () => {
  await store("of-all", "");
  await store("of-web", "web");
  await store("of-ops", "ops");
  for (const secret of ["of-all", "of-web"]) {
    await apply(reading(`reads-${secret}`, secret));
    const run = await launch(`reads-${secret}`);
    await run.until(({ pipeline }) => pipeline.state === "succeeded");
  }
  const { findings } = await apply(reading("reads-of-ops", "of-ops"));
  expect(findings.map(({ code }) => code)).toEqual(["secret-folder"]);
  expect((await refused(sealGraph(database, { name: "reads-of-ops" }, "ann"))).code).toBe("check-failed");
  const named = await refused(launch("reads-of-web", { A: { token: "of-ops" } }));
  expect([named.code, named.problems?.[0]?.text]).toEqual([
    "bad-input",
    expect.stringMatching(/^The secret "of-ops" is in another folder/),
  ]);
  // The graph is moved after it was sealed: what it may use follows from where it is now.
  const sealed = await launchPipeline(
    database,
    { graph: "reads-of-web", params: {}, inputs: {}, breaks: ["A"] },
    "ann",
  );
  await moveGraph(database, { name: "reads-of-web", folder: "ops" }, COMMAND_LINE);
  await setBreak(database, { id: sealed.id, vertex: "A", isSet: false }, "ann");
  const moved = launchedAs(database, sealed.id);
  const { tracks } = await moved.until(({ pipeline }) => pipeline.state === "failed");
  expect(tracks[0]?.reason).toBe("the secret of-web is in another folder than its graph");
});

test("a label that is bound to a folder is for graphs in it and below: at check, and at the claim", async () => {
  const wanting = (name: string) => `name: ${name}\nvertices:\n  A: { labels: [gpu], script: 'true' }\n`;
  await apply(wanting("gpu-web"));
  await apply(wanting("gpu-ops"), opsId);
  await sealGraph(database, { name: "gpu-web" }, "ann");
  await bindLabel(queries, { label: "gpu", folder: "ops" }, COMMAND_LINE);
  expect((await apply(wanting("gpu-late"))).findings.map(({ code }) => code)).toEqual(["label-folder"]);
  const allowed = await launch("gpu-ops");
  await allowed.until(({ pipeline }) => pipeline.state === "succeeded");
  // It was sealed before the label was bound.
  const { id } = await launchPipeline(
    database,
    { graph: "gpu-web", revision: 1, params: {}, inputs: {} },
    "ann",
  );
  const { tracks } = await launchedAs(database, id).until(({ pipeline }) => pipeline.state === "failed");
  expect(tracks[0]?.reason).toBe("the runner label gpu is for graphs in ops only");
});

test("a graph runs the revision that whoever sealed it could read, also where another folder has the same content", async () => {
  const child = (name: string) =>
    `name: ${name}\nvertices:\n  A: { kind: graph, graph: { name: ${name}-inner, revision: 1 } }\n`;
  const inner = (name: string) => `name: ${name}\nvertices:\n  A: { script: 'true' }\n`;
  // The first copy of this content is in a folder that the designer of `web` may not read.
  await apply(inner("secret-inner"), opsId);
  await sealGraph(database, { name: "secret-inner" }, "ann");
  await apply(inner("mine-inner"));
  await sealGraph(database, { name: "mine-inner" }, "ann");
  const sight = { readable: [webId], folderId: webId };
  const named = (name: string) => `signalbox: 1\n${child(name)}`;
  await applyGraphText(database, named("mine"), "ann", sight);
  await sealGraph(database, { name: "mine" }, "ann", [webId]);
  const run = await launch("mine");
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
  const [rows] = await database.pool.query(
    "SELECT g.name FROM pipeline p INNER JOIN graph g ON g.id = p.graph_id WHERE p.parent_id = ?",
    [run.id],
  );
  expect(rows).toEqual([{ name: "mine-inner" }]);
  await applyGraphText(database, named("secret"), "ann", sight);
  const error = await refused(sealGraph(database, { name: "secret" }, "ann", [webId]));
  expect([error.code, error.text]).toEqual([
    "check-failed",
    expect.stringContaining("there is no such sealed revision"),
  ]);
});

test("each item of a list runs the graph that was chosen at seal", async () => {
  await apply("name: item\nparams: { x: { type: text } }\nvertices:\n  A: { script: 'true' }\n");
  await sealGraph(database, { name: "item" }, "ann");
  await apply(
    "name: items\nparams: { list: { type: json, default: [a, b] } }\nvertices:\n  Z: { script: 'true' }\n  A:\n    kind: graph\n    graph: { name: item, revision: 1 }\n    foreach: { items: params.list }\n    inputs: { x: { type: text, from: item } }\nedges: [Z -> A]\n",
  );
  const run = await launch("items");
  await run.until(({ pipeline }) => pipeline.state === "succeeded");
});
