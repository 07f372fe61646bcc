import type { z } from "zod";
import type { ForecastView, forecastInput } from "#contract/pipelines/forecasts.ts";
import { type Forecast, type ForecastWorld, forecastOf, whyNoForecast } from "#engine/forecast/forecast.ts";
import { digestOf } from "#engine/graph-file/digest.ts";
import { declaredTypes } from "#engine/kinds/graph-declarations.ts";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { type Plan, planOf } from "#engine/plan/plan.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import type { GraphRow } from "#repos/graphs/graph-rows.ts";
import { findRevision, findSealed } from "#repos/graphs/revision-rows.ts";
import { pastDurations, pastResults } from "#repos/pipelines/history/past-run-rows.ts";
import { claimingRunners } from "#repos/tracks/queued-track-rows.ts";
import { findingsIn, pinChildren } from "../graphs/findings/pin-children.ts";
import { problemsOf } from "../graphs/findings/structural-problems.ts";
import { folderOf } from "../graphs/folder-of-graph.ts";
import { graphNamed } from "../graphs/lookup/graph-named.ts";
import { readDraft } from "../graphs/lookup/read-draft.ts";
import { refuseRetired } from "../graphs/revisions/retirement.ts";
import { sealedPlan } from "../pipeline-session/read/revision-content.ts";
import { launchValues } from "../pipelines/launch-values.ts";
import { refuse } from "../refusals/refused.ts";
import { emptyForecast, forecastView } from "./forecast-view.ts";
import { queueOfGraph } from "./queue-of-graph.ts";

/** From so many earlier runs it is known how long vertices take, and what they give. */
const RUNS = 20;

type ToForecast = { readonly revision: number | null; readonly plan: Plan; readonly file: GraphFile };

/**
 * What a launch with these values would do when, from how long the vertices of the graph took in its last succeeded runs.
 * Changes nothing: a draft is not sealed.
 *
 * @param readable the folders that whoever asks may read.
 * @throws Refused `not-found`; `check-failed` for a draft with errors; `bad-input` with every invalid value.
 */
export async function forecastLaunch(
  tx: Queries,
  request: z.output<typeof forecastInput>,
  actor: string,
  readable: FolderIds = "all",
): Promise<ForecastView> {
  const graph = await graphNamed(tx, request.graph);
  const found = await whatToForecast(tx, graph, request.revision, readable);
  const { plan, file, revision } = found;
  const values = await launchValues(tx, found, request, graph);
  const graphQueue = await queueOfGraph(tx, graph, plan);
  const why = whyNoForecast(plan);
  if (why !== null) return emptyForecast({ graph: graph.name, revision, refused: why, graphQueue });
  const numbers = new Map(plan.vertices.map(({ name, number }) => [name, number]));
  const durations = (await pastDurations(tx, graph.id, RUNS)).filter(({ name }) => numbers.has(name));
  const runners = await claimingRunners(tx);
  const past = await pastOf(tx, graph, plan, numbers);
  const launch = {
    facts: {
      params: values.params,
      pipeline: { id: 0, name: graph.name, revision: revision ?? 0, launchedBy: actor },
      types: declaredTypes(file.content),
    },
    given: values.given,
    breaks: numbersOf(numbers, values.breaks),
    skips: values.skippedAtLaunch,
  };
  const now = Date.now();
  const foresee = (of: "median" | "p90"): Forecast =>
    forecastOf(plan, launch, {
      now,
      durations: new Map(durations.map((row) => [numbers.get(row.name) ?? -1, row[of]])),
      past,
      runners,
    });
  const usual = foresee("median");
  if (usual.refused !== null)
    return refuse("bad-input", usual.refused, {
      kept: "Nothing was written.",
      todo: "Choose other vertices to skip.",
    });
  return forecastView(plan, usual, foresee("p90"), {
    graph: graph.name,
    revision,
    runs: Math.max(0, ...durations.map((row) => row.runs)),
    graphQueue,
    hasNoRunner: runners.length === 0,
  });
}

async function whatToForecast(
  tx: Queries,
  graph: GraphRow,
  number: number | undefined,
  readable: FolderIds,
): Promise<ToForecast> {
  if (number !== undefined) {
    const revision = await findRevision(tx, graph.id, number);
    if (revision === null) return refuse("not-found", `${graph.name} has no sealed revision ${number}.`);
    refuseRetired(graph.name, revision);
    return { ...(await sealedPlan(tx, revision.id)), revision: number };
  }
  const { draft, file: stored } = await readDraft(tx, graph);
  const file = await pinChildren(tx, stored, readable);
  const problems = problemsOf(
    await findingsIn(tx, file.content, { folder: await folderOf(tx, graph), readable }),
  );
  if (problems.length > 0)
    return refuse("check-failed", `"${graph.name}" could not be launched: ${problems[0]?.text}`, {
      problems,
      kept: "Nothing was written.",
      todo: "Correct what check found.",
    });
  const sealed = await findSealed(tx, graph.id, file === stored ? draft.digest : digestOf(file.content));
  if (sealed !== null) refuseRetired(graph.name, sealed);
  return { revision: null, file, plan: planOf(file.content) };
}

/** What is known of the outputs of vertices from which something follows. */
async function pastOf(
  tx: Queries,
  graph: GraphRow,
  { vertices }: Plan,
  numbers: ReadonlyMap<string, number>,
): Promise<ForecastWorld["past"]> {
  const read = new Set(vertices.flatMap(({ reads, routeReads }) => [...reads, ...routeReads]));
  const names = vertices
    .filter(({ number, outs }) => outs.length > 0 || read.has(number))
    .map(({ name }) => name);
  const rows = await pastResults(tx, graph.id, RUNS, names);
  return new Map(
    rows.map(({ name, outputs, next }) => {
      const heads = next === null ? null : [...numbersOf(numbers, next)];
      return [numbers.get(name) ?? -1, { outputs: outputs ?? {}, next: heads }];
    }),
  );
}

/** The numbers of vertices; names that the graph does not have are left out. */
function numbersOf(numbers: ReadonlyMap<string, number>, names: Iterable<string>): ReadonlySet<number> {
  return new Set([...names].flatMap((name) => numbers.get(name) ?? []));
}
