import { randomBytes } from "node:crypto";
import { resolveInputs } from "#engine/expressions/input-resolution.ts";
import { renderRequest, requestText, secretsIn, templateText } from "#engine/kinds/http-request.ts";
import type { HttpSpec, InputSpec, Interpreter, Json, VertexSpec } from "#engine/model/graph-content.ts";
import { compileScript } from "#engine/placeholders/placeholders.ts";
import { trackEnvironment, type Undone } from "#engine/values/environment.ts";
import { type Database, type Queries, transact } from "#platform/database/db.ts";
import { lockPipelineIfFree } from "#repos/pipelines/pipeline-rows.ts";
import { attemptsOf } from "#repos/tracks/attempt-rows.ts";
import { claimableTracks } from "#repos/tracks/claim-query.ts";
import { concurrencyClaimsOf, releaseSlotsNow, takeSlot } from "#repos/tracks/concurrency-slot-rows.ts";
import { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { runAllThenThrow } from "../pipeline-session/run-all-then-throw.ts";

/** A runner as far as claiming goes. */
export type Claimant = {
  readonly runnerId: number;
  readonly name: string;
  /** Every labels key it serves: see `labelsKeys`. */
  readonly labels: readonly string[];
};

/** An attempt that is the claimant's by now, committed, with all that is needed to execute it. */
export type ClaimedTrack = {
  readonly trackId: number;
  readonly pipelineId: number;
  readonly number: number;
  readonly vertex: string;
  readonly attempt: number;
  readonly token: Buffer;
  readonly interpreter: Interpreter;
  readonly program: string;
  readonly env: Readonly<Record<string, string>>;
  /** The secrets that it reads, by input: their values are known to nobody yet. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly timeoutMs: number | null;
  /** What it requests, where it is no script; its secrets are not in the values yet. */
  readonly http: HttpTask | null;
  /** True where another attempt begins by itself once its runner is thought to be gone: this one must be dead by then. */
  readonly isRetriedWhenLost: boolean;
};

export type HttpTask = {
  readonly spec: HttpSpec;
  readonly inputs: Readonly<Record<string, InputSpec>>;
  readonly values: Readonly<Record<string, Json>>;
};

/**
 * Claims up to `limit` pending tracks, oldest of the highest priority first, a transaction a pipeline. A track whose
 * script cannot be rendered with its values is failed on the way and takes no slot.
 *
 * @param onClaimed told of what a transaction has claimed as soon as it is committed: the next one may take long, or fail.
 * @throws the first error of a transaction, once all were tried; `onClaimed` has heard of what the others claimed.
 */
export async function claimTracks(
  database: Database,
  claimant: Claimant,
  limit: number,
  onClaimed: (tracks: readonly ClaimedTrack[]) => void = () => undefined,
): Promise<ClaimedTrack[]> {
  if (limit <= 0) return [];
  const candidates = await claimableTracks(database.queries, claimant, limit);
  const byPipeline = new Map<number, number[]>();
  for (const { pipelineId, number } of candidates)
    byPipeline.set(pipelineId, [...(byPipeline.get(pipelineId) ?? []), number]);
  const claimed: ClaimedTrack[] = [];
  // What is claimed is the claimant's to execute, whatever becomes of the rest.
  await runAllThenThrow(
    [...byPipeline].map(([pipelineId, numbers]) => async () => {
      const tracks = await transact(database, (tx) => claimOf(tx, pipelineId, numbers, claimant));
      onClaimed(tracks);
      claimed.push(...tracks);
    }),
  );
  return claimed;
}

async function claimOf(
  tx: Queries,
  id: number,
  numbers: readonly number[],
  claimant: Claimant,
): Promise<ClaimedTrack[]> {
  // A pipeline that somebody writes to right now is left for the next round: a claim never waits.
  const open = await PipelineSession.open(tx, id, lockPipelineIfFree);
  if (open === null) return [];
  await open.load(numbers);
  const claimed = await claimIn(open, tx, numbers, claimant);
  await open.write();
  return claimed;
}

/**
 * Claims those of `numbers` that are still pending in an open pipeline; the caller writes it. Nothing is claimed of a
 * paused or ended one.
 */
export async function claimIn(
  open: PipelineSession,
  tx: Queries,
  numbers: readonly number[],
  claimant: Claimant,
): Promise<ClaimedTrack[]> {
  const claimed: ClaimedTrack[] = [];
  for (const number of numbers) {
    const rendered = open.isClaimable(number) ? await render(open, tx, number) : null;
    if (rendered === null) continue;
    if ("reason" in rendered)
      await open.apply({ type: "unrenderable", number, reason: rendered.reason }, claimant.name);
    else if (await takeSlots(tx, open.needyId(number)))
      claimed.push(startIn(open, number, rendered, claimant));
  }
  return claimed;
}

/** Takes all that a track has to hold while it runs, or nothing of it. */
async function takeSlots(tx: Queries, trackId: number | null): Promise<boolean> {
  if (trackId === null) return true;
  for (const need of await concurrencyClaimsOf(tx, trackId)) {
    if (await takeSlot(tx, trackId, need)) continue;
    await releaseSlotsNow(tx, trackId);
    return false;
  }
  return true;
}

type Rendered = {
  readonly program: string;
  readonly values: Readonly<Record<string, Json>>;
  /** What an undo script is told beside the inputs; null where it is none. */
  readonly undone: Undone | null;
};

type Values = Readonly<Record<string, Json>>;

async function valuesFor(
  open: PipelineSession,
  tx: Queries,
  number: number,
): Promise<{ readonly values: Values } | { readonly reason: string }> {
  const track = open.track(number);
  if (track.state === "reverting") {
    // An undo reads what the run that it undoes has read, whatever was answered or counted since.
    const runs = (await attemptsOf(tx, track.id)).filter(({ kind }) => kind === "run");
    const last = runs.at(-1);
    if (last !== undefined) return { values: last.inputs };
  }
  const resolved = resolveInputs({
    specs: vertexOf(open, number).spec.inputs ?? {},
    answers: track.answers,
    launch: open.givenTo(number),
    facts: await open.factsFor(number),
  });
  if (resolved.kind === "failed") return { reason: resolved.reason };
  if (resolved.kind === "ready") return { values: resolved.values };
  return { reason: `it has no value for ${resolved.ask.map((each) => each.name).join(", ")}` };
}

async function render(
  open: PipelineSession,
  tx: Queries,
  number: number,
): Promise<Rendered | { readonly reason: string }> {
  const { spec } = vertexOf(open, number);
  const specs = spec.inputs ?? {};
  const given = await valuesFor(open, tx, number);
  if ("reason" in given) return given;
  const { values } = given;
  const isUndo = open.track(number).state === "reverting";
  if (spec.http !== undefined) {
    // An address that is a secret is judged by the runner alone, which knows it.
    if (secretsIn(spec.http.url, specs)) return { program: templateText(spec.http), values, undone: null };
    const request = renderRequest(spec.http, specs, withoutSecrets(specs, values));
    if (!request.ok) return { reason: request.problem };
    return { program: requestText(request.request), values, undone: null };
  }
  const compiled = compileScript({
    script: (isUndo ? spec.revert : spec.script) ?? "",
    interpreter: spec.interpreter ?? "bash",
    inputs: specs,
    isSet: (name) => Object.hasOwn(values, name),
  });
  if (!compiled.ok) return { reason: compiled.problems.map((problem) => problem.text).join(" ") };
  return {
    program: compiled.program,
    values,
    undone: isUndo ? { outputs: open.track(number).outputs ?? {}, failures: await open.failures() } : null,
  };
}

function startIn(
  open: PipelineSession,
  number: number,
  rendered: Rendered,
  claimant: Claimant,
): ClaimedTrack {
  const vertex = vertexOf(open, number);
  const token = randomBytes(16);
  open.start(
    number,
    { token, runnerId: claimant.runnerId, inputs: rendered.values, script: rendered.program },
    `runner ${claimant.name}`,
  );
  const { id, attempt } = open.track(number);
  return {
    trackId: id,
    pipelineId: open.row.id,
    number,
    vertex: vertex.name,
    attempt,
    token,
    interpreter: vertex.spec.interpreter ?? "bash",
    program: rendered.program,
    env: trackEnvironment({
      inputs: vertex.spec.inputs ?? {},
      values: rendered.values,
      pipeline: open.row.id,
      pipelineName: open.row.name,
      vertex: vertex.name,
      attempt,
      digest: open.sealed.digest,
      undone: rendered.undone,
    }),
    http: httpTaskOf(vertex.spec, rendered.values),
    secrets: secretsOf(vertex.spec, rendered.values),
    timeoutMs: vertex.spec.timeout ?? null,
    isRetriedWhenLost: vertex.spec.onLost === "retry",
  };
}

function httpTaskOf({ http, inputs = {} }: VertexSpec, values: Rendered["values"]): HttpTask | null {
  return http === undefined ? null : { spec: http, inputs, values };
}

/** Secrets stand in what is kept by their names, as people wrote them. */
function withoutSecrets(
  specs: Readonly<Record<string, InputSpec>>,
  values: Rendered["values"],
): Rendered["values"] {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      specs[name]?.type === "secret" ? `{${name}}` : value,
    ]),
  );
}

function secretsOf({ inputs = {} }: VertexSpec, values: Rendered["values"]): Record<string, string> {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([name, { type }]) => {
      const value = values[name];
      return type === "secret" && typeof value === "string" ? [[name, value]] : [];
    }),
  );
}

function vertexOf(open: PipelineSession, number: number) {
  const vertex = open.plan.vertices[number];
  if (vertex === undefined) throw new RangeError(`Pipeline ${open.row.id} has no vertex number ${number}.`);
  return vertex;
}
