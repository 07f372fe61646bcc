import { expect, test } from "vitest";
import { forecastInput } from "#contract/pipelines/forecasts.ts";
import type { Database } from "#platform/database/db.ts";
import { databaseWithStep } from "#testing/step-before.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { forecastLaunch } from "../forecast/forecast-launch.ts";
import { launchFormOf } from "../pipelines/read/show-pipeline.ts";
import { applyGraphText } from "./save-graph.ts";
import { draftOrRevision, exportGraph, showGraph } from "./show-graph.ts";

const { database, databaseUrl } = await startTestSystem();

const chain = (names: readonly string[]) =>
  JSON.stringify({
    signalbox: 1,
    name: "long",
    params: { of: { type: "string", default: names[0] ?? "" } },
    vertices: Object.fromEntries(names.map((name) => [name, { script: `echo ${name}` }])),
    edges: names.slice(1).map((head, at) => `${names[at]} -> ${head}`),
  });
const SHORT = ["b", "c", "d"];
const LONG = ["a", ...SHORT];

/** What these queries read is saved anew by somebody else just before its edges are read, so many times. */
async function readWhileSaved<Read>(
  saves: number,
  read: (queries: Database["queries"]) => Promise<Read>,
): Promise<Read> {
  await applyGraphText(database, chain(LONG), "ann");
  let left = saves;
  const reader = databaseWithStep(databaseUrl, { before: "from `edge`", times: saves }, () => {
    left -= 1;
    return applyGraphText(database, chain(left % 2 === 0 ? SHORT : LONG), "bob");
  });
  try {
    return await read(reader.queries);
  } finally {
    await reader.close();
  }
}

test("a draft that is saved while it is read is never made of two saves", async () => {
  const { text } = await readWhileSaved(1, (queries) => exportGraph(queries, "long", undefined));
  expect(text).toBe((await exportGraph(database.queries, "long", undefined)).text);
  const shown = await readWhileSaved(1, (queries) => showGraph(queries, "long", undefined));
  expect(shown).toMatchObject({ savedBy: "bob", file: { edges: ["b -> c", "c -> d"] } });
  const { content } = await readWhileSaved(1, (queries) => draftOrRevision(queries, "long", undefined));
  expect(content.edges.map(({ tail, head }) => `${tail} -> ${head}`)).toEqual(["b -> c", "c -> d"]);
  const foreseen = await readWhileSaved(1, (queries) =>
    forecastLaunch(queries, forecastInput.parse({ graph: "long" }), "ann"),
  );
  expect(foreseen.tracks.map(({ name }) => name)).toEqual(SHORT);
  const form = await readWhileSaved(1, (queries) => launchFormOf(queries, "long", undefined));
  expect(form).toMatchObject({ names: SHORT, params: { of: { default: "b" } } });
});

test("a draft that is saved each time it is read is refused as busy", async () => {
  const read = readWhileSaved(1_000, (queries) => exportGraph(queries, "long", undefined));
  await expect(read).rejects.toMatchObject({ refusal: { code: "database-busy" } });
});
