import { resolveInputs } from "#engine/expressions/input-resolution.ts";
import { ownOf } from "#engine/json/json.ts";
import type { Task } from "#engine/kinds/kind/task.ts";
import { kindOf } from "#engine/kinds/kinds.ts";
import type { InputSpec, Json } from "#engine/model/graph-content.ts";
import type { PlanVertex } from "#engine/plan/plan.ts";
import type { PipelineSession } from "../pipeline-session/pipeline-session.ts";
import { type UndoFacts, undoFactsOf } from "./undo-facts.ts";

type Values = Readonly<Record<string, Json>>;

/** What a pending track is to do, with its values. */
export type RenderedTask = {
  /** The text that people see: the script, or the request. */
  readonly text: string;
  readonly values: Values;
  /** The names of the secrets that it reads, by input. */
  readonly secrets: Readonly<Record<string, string>>;
  /** Of an undo: the number of the attempt that it undoes. */
  readonly undoes: number | null;
  /** The task of the attempt of this number. */
  readonly taskOf: (attempt: number) => Task;
};

/**
 * Resolves the inputs of a pending track and renders its task with them.
 *
 * @returns the task, or the reason why there is none, as a part of a sentence.
 */
export async function renderTask(
  session: PipelineSession,
  number: number,
): Promise<RenderedTask | { readonly reason: string }> {
  const vertex = session.vertex(number);
  const undo = session.track(number).state === "reverting" ? await undoFactsOf(session, number) : null;
  const given = await valuesFor(session, number, vertex, undo);
  if ("reason" in given) return given;
  const { values } = given;
  const kind = kindOf(vertex.spec);
  if (kind.carriedOutBy !== "runner")
    throw new RangeError(`No runner carries out ${vertex.name} of pipeline ${session.row.id}.`);
  const { row, sealed } = session;
  const where = {
    pipeline: row.id,
    pipelineName: row.name,
    graph: session.graphName,
    lastingName: sealed.lastingName,
    vertex: vertex.name,
    digest: sealed.digest,
  };
  const rendered = kind.render({
    vertex,
    programs: sealed.programs,
    values,
    logBytes: sealed.plan.limits.logBytes,
    undone: undo?.undone ?? null,
    where,
  });
  if ("reason" in rendered) return rendered;
  const secrets = secretsOf(vertex.spec.inputs ?? {}, values);
  return { ...rendered, values, secrets, undoes: undo?.attempt ?? null };
}

async function valuesFor(
  session: PipelineSession,
  number: number,
  { spec }: PlanVertex,
  undo: UndoFacts | null,
): Promise<{ readonly values: Values } | { readonly reason: string }> {
  const track = session.track(number);
  // An undo uses the values that the attempt used which it undoes, even if values were changed since.
  if (undo !== null && undo.inputs !== null) return { values: undo.inputs };
  const resolved = resolveInputs({
    specs: spec.inputs ?? {},
    answers: track.answers,
    launch: session.givenTo(number),
    facts: await session.factsFor(number),
  });
  if (resolved.kind === "failed") return { reason: resolved.reason };
  if (resolved.kind === "ready") return { values: resolved.values };
  return { reason: `it has no value for ${resolved.ask.map((each) => each.name).join(", ")}` };
}

/** The names of the secrets among these values, by input. */
export function secretsOf(
  inputs: Readonly<Record<string, InputSpec>>,
  values: Values,
): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([name, { type }]) => {
      const value = ownOf(values, name);
      return type === "secret" && typeof value === "string" ? [[name, value]] : [];
    }),
  );
}
