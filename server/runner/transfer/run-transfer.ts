import type { TransferResponse, TransferTask } from "#engine/kinds/kind/task.ts";
import type { Json } from "#engine/model/graph-content.ts";
import { USUAL_BATCH, USUAL_ROUNDS } from "#engine/shape/fields/transfer-field.ts";
import {
  afterStep,
  beginTransfer,
  type ReadRow,
  type StepAnswer,
  type TransferState,
  type TransferStop,
} from "#engine/transfers/transfer-round.ts";
import { failpoint } from "#platform/failpoint.ts";
import { TransferProblem } from "#services/transfer-ends/transfer-problem.ts";
import type { MovedRow, Source, SourceRow, Target } from "./ends.ts";

const HALF = /\p{Surrogate}/u;

/** Told of each round when its rows have left the source. */
export type OnRound = (
  round: number,
  counts: { readonly read: number; readonly written: number; readonly dead: number },
  dead: readonly { readonly id: string; readonly reason: string }[],
) => void;

export type TransferEnd = { readonly response: TransferResponse; readonly stop: TransferStop };

/** What tells of a transfer while it runs. */
export type TransferWatch = {
  readonly onRound: OnRound;
  /** Takes passwords out of what a server says. */
  readonly masked: (text: string) => string;
};

/**
 * Moves rows until the planner of rounds ends it.
 *
 * @throws whatever a source or a target throws. Then no row is lost: what had not left the source is still there.
 */
export async function runTransfer(
  { spec }: TransferTask,
  source: Source,
  target: Target,
  watch: TransferWatch,
): Promise<TransferEnd> {
  const { rounds = USUAL_ROUNDS, batch = USUAL_BATCH, columns = {} } = spec;
  const fields = Object.values(columns);
  let state = beginTransfer<MovedRow>({ rounds, batch });
  while (state.step.do !== "end")
    state = afterStep(state, await carriedOut(state, fields, source, target, watch));
  const { counts, step } = state;
  return { response: { kind: "transfer", ...counts, left: await source.left() }, stop: step.stop };
}

async function carriedOut(
  { step, round, rows }: TransferState<MovedRow>,
  fields: readonly string[],
  source: Source,
  target: Target,
  watch: TransferWatch,
): Promise<StepAnswer<MovedRow>> {
  switch (step.do) {
    case "ask-room":
      return { of: "ask-room", room: await target.room() };
    case "read": {
      const { rows: read, isLast } = await source.read(step.max);
      return { of: "read", rows: read.map((each) => movedRow(each, fields, target)), isLast };
    }
    case "write": {
      const answer = await target.write(step.rows);
      failpoint("after-write");
      return answer;
    }
    case "remove": {
      const dead = step.dead.map(({ row: { row }, reason }) => ({ row, reason: watch.masked(reason) }));
      await source.remove(
        step.written.map(({ row }) => row),
        dead,
        { first: step.first?.row ?? null, last: step.last?.row ?? null, isAll: step.isAll },
      );
      watch.onRound(
        round,
        { read: rows.length, written: step.written.length, dead: dead.length },
        dead.map(({ row: { id }, reason }) => ({ id, reason })),
      );
      return { of: "remove" };
    }
    case "end":
      throw new TransferProblem("it has ended");
  }
}

function movedRow(
  { row, problem }: ReadRow<SourceRow>,
  fields: readonly string[],
  target: Target,
): ReadRow<MovedRow> {
  if (problem !== null) return { row: { row, payload: "" }, problem };
  const values: Json[] = [];
  for (const field of fields) {
    const value = field === "@id" ? row.id : fieldValue(row.fields, field);
    if (value === undefined)
      return { row: { row, payload: "" }, problem: `it has no field ${JSON.stringify(field)}` };
    // In UTF-8 it would become another character.
    if (typeof value === "string" && HALF.test(value))
      return { row: { row, payload: "" }, problem: `its ${field} has half of a surrogate pair` };
    values.push(value);
  }
  const found = target.payloadOf(row, values);
  return "problem" in found
    ? { row: { row, payload: "" }, problem: found.problem }
    : { row: { row, payload: found.text }, problem: null };
}

function fieldValue(fields: readonly Json[], name: string): Json | undefined {
  for (let place = 0; place < fields.length; place += 2) if (fields[place] === name) return fields[place + 1];
  return undefined;
}
