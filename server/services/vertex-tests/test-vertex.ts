import type { Problem } from "#contract/refusal.ts";
import { digestOf } from "#engine/graph-file/digest.ts";
import { ownOf } from "#engine/json/json.ts";
import { type GraphContent, headerOf } from "#engine/model/graph-content.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import { type CutGraph, cutGraph, type TestReach } from "#engine/vertex-test/cut-graph.ts";
import { type Database, isDuplicateKey, type Queries, transact } from "#platform/database/db.ts";
import { findTestGraph, type GraphRow, insertTestGraph, lockGraph } from "#repos/graphs/graph-rows.ts";
import { findDraft, findSealed, insertRevision, newestSealedNumber } from "#repos/graphs/revision-rows.ts";
import { findPipelineByKey } from "#repos/pipelines/pipeline-rows.ts";
import { putPolicy } from "#repos/retention/policy-rows.ts";
import { type By, nameOf, personIdOf } from "../approvals/by.ts";
import { childrenOf, findingsIn, pinChildren } from "../graphs/findings/pin-children.ts";
import { problemsOf } from "../graphs/findings/structural-problems.ts";
import { folderOf } from "../graphs/folder-of-graph.ts";
import { refuseProblems } from "../pipeline-session/checked-values.ts";
import { readContent, writeContent } from "../pipeline-session/read/revision-content.ts";
import { knownLaunch, type LaunchResult, launchRevision } from "../pipelines/launch-pipeline.ts";
import type { AskedValues } from "../pipelines/launch-values.ts";
import { refuse } from "../refusals/refused.ts";

/** Tests are kept for so long after their end. */
const POLICY = { pipelineDays: 1, pipelineLast: null, logDays: 1, historyDays: 1 };
const MAX_NAME = 200;

export type TestRequest = Pick<AskedValues, "params" | "inputs"> & {
  /** The graph. */
  readonly name: string;
  readonly vertex: string;
  readonly reach: TestReach;
  readonly edit?: number;
  readonly key?: string;
};

/**
 * Runs one vertex of a draft, or all up to it, in a pipeline of its own. The part that is needed is sealed under a hidden
 * graph: the draft may be changed meanwhile, and runners execute it like any other pipeline.
 *
 * @throws Refused `not-found`, `conflict` where the draft was saved since `edit`, `check-failed` with what is wrong with the
 *   part, or `bad-input` with every invalid or missing value; then nothing was written.
 */
export async function testVertex(
  database: Database,
  request: TestRequest,
  actor: string | By,
  readable: FolderIds = "all",
): Promise<LaunchResult> {
  try {
    return await transact(database, (tx) => testIn(tx, request, { actor, readable }));
  } catch (error) {
    // Two requests used one key at once. The second one finds the pipeline of the first.
    if (!isDuplicateKey(error) || request.key === undefined) throw error;
    return transact(database, (tx) => testIn(tx, request, { actor, readable }));
  }
}

async function testIn(
  tx: Queries,
  request: TestRequest,
  by: { readonly actor: string | By; readonly readable: FolderIds },
): Promise<LaunchResult> {
  const { name, vertex, reach, edit, key } = request;
  const graph = await lockGraph(tx, name);
  if (graph === null) return refuse("not-found", `There is no graph "${name}".`);
  const tests = await testGraphOf(tx, graph, nameOf(by.actor));
  const known = key === undefined ? null : await findPipelineByKey(tx, key);
  if (known !== null && known.graphId !== tests.id)
    return refuse("conflict", "Another pipeline was launched with this key.", {
      kept: "Nothing was launched.",
      todo: "Use another key for each test.",
    });
  if (known !== null) return knownLaunch(tx, request, known.id, by.actor);
  const draft = await findDraft(tx, graph.id);
  if (draft === null) throw new Error(`Graph ${graph.name} has no draft.`);
  if (edit !== undefined && edit !== draft.edit)
    return refuse("conflict", `${draft.savedBy} saved "${graph.name}" in between.`, {
      kept: "Nothing was launched.",
      todo: "Look at the draft as it is now, then test again.",
    });
  const file = await pinChildren(tx, await readContent(tx, draft, graph.name), by.readable);
  const cut = cutGraph(file, vertex, reach);
  if (cut === null) return refuse("not-found", `The draft of "${graph.name}" has no vertex "${vertex}".`);
  const missing = missingValues(cut, request);
  refuseProblems(missing, "this test");
  const revisionId = await sealPart(tx, { graph, tests }, cut, { ...by, edit: draft.edit });
  const pipeline = {
    name: `${vertex}: test`.slice(0, MAX_NAME),
    params: request.params,
    inputs: request.inputs,
    ...(key !== undefined && { key }),
  };
  return launchRevision(tx, { graph: tests, revisionId, isTest: true }, pipeline, by);
}

/** The graph under which parts of the drafts of a graph are sealed; it is made with the first test. */
async function testGraphOf(tx: Queries, graph: GraphRow, createdBy: string): Promise<GraphRow> {
  const known = await findTestGraph(tx, graph.id);
  if (known !== null) return known;
  await putPolicy(tx, await insertTestGraph(tx, graph, createdBy), POLICY, createdBy);
  const made = await findTestGraph(tx, graph.id);
  if (made === null) throw new Error(`The tests of ${graph.name} have no graph.`);
  return made;
}

/** Seals the part. The same part again has its revision already. */
async function sealPart(
  tx: Queries,
  { graph, tests }: { readonly graph: GraphRow; readonly tests: GraphRow },
  { file }: CutGraph,
  by: { readonly actor: string | By; readonly readable: FolderIds; readonly edit: number },
): Promise<number> {
  const { content } = file;
  const { actor, readable, edit } = by;
  const digest = digestOf(content);
  const findings = await findingsIn(tx, content, { folder: await folderOf(tx, graph), readable });
  const problems = problemsOf(findings);
  if (problems.length > 0)
    return refuse(
      "check-failed",
      `It cannot be tested: ${problems[0]?.text}${problems.length > 1 ? ` (And ${problems.length - 1} more.)` : ""}`,
      { problems, kept: "Nothing was launched.", todo: "Correct what check found." },
    );
  const known = await findSealed(tx, tests.id, digest);
  if (known !== null) return known.id;
  const revisionId = await insertRevision(tx, {
    graphId: tests.id,
    number: ((await newestSealedNumber(tx, tests.id)) ?? 0) + 1,
    edit,
    header: headerOf(content),
    digest,
    findings,
    savedBy: nameOf(actor),
    sealerId: personIdOf(actor),
  });
  await writeContent(tx, revisionId, file, await childrenOf(tx, content, readable));
  return revisionId;
}

/** Inputs that a person would be asked for while it runs: a test asks for them before. */
function missingValues({ file, runs, standIns }: CutGraph, { vertex, inputs }: TestRequest): Problem[] {
  const asking = new Set([...runs, ...standIns]);
  return [...file.content.vertices].flatMap(([name, spec]) => {
    // An approval that is tested asks by itself.
    if (!asking.has(name) || (name === vertex && isAsking(file.content, name))) return [];
    return Object.entries(spec.inputs ?? {}).flatMap(([input, { required, from, default: usual }]) => {
      if (required !== true || from !== undefined || usual !== undefined) return [];
      if (ownOf(ownOf(inputs, name) ?? {}, input) !== undefined) return [];
      const what = standIns.includes(name)
        ? `the output ${input} of ${name}`
        : `the input ${input} of ${name}`;
      return [
        {
          path: `inputs.${name}.${input}`,
          text: `A value for ${what} is needed: it does not come from a run.`,
        },
      ];
    });
  });
}

function isAsking({ vertices }: GraphContent, name: string): boolean {
  return vertices.get(name)?.kind === "approval";
}
