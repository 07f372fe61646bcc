import { createHash, createHmac } from "node:crypto";
import { readWireText, wireText } from "#engine/json/wire.ts";
import { backoff } from "#engine/time/backoff.ts";
import {
  CommitUnknown,
  type Database,
  inTransaction,
  isConnectionLost,
  transact,
} from "#platform/database/db.ts";
import {
  findRequest,
  insertRequest,
  type RecordedRequestRow,
  setRequestAnswer,
} from "#repos/recorded-requests/recorded-request-rows.ts";
import { refuse } from "../refusals/refused.ts";

/** A request of a person that changes something. */
export type ChangeRequest = {
  /** Chosen by the client. Nobody else can guess it. */
  readonly id: string;
  readonly procedure: string;
  readonly input: unknown;
};

/** How long the truth is looked for after the answer to a COMMIT was lost. The client asks after that. */
const MAX_UNKNOWN_MS = 10_000;
const FIRST_PAUSE_MS = 50;
const MAX_PAUSE_MS = 1_000;

/**
 * Carries out a request once: in one transaction with the record of its answer. Asked again with the same id, it gives
 * the recorded answer. If the answer to COMMIT is lost, it looks until it knows.
 *
 * @param act does the work on the database that it is given, all of it in one transaction. What it gives must be a value
 *   that `toWire` writes.
 * @throws Refused `conflict` where the id is that of another request, or of one that was given up; CommitUnknown where
 *   the truth was not found in time; and every error of `act`, after which nothing is written.
 */
export async function answerOnce<Answer>(
  database: Database,
  request: ChangeRequest,
  act: (database: Database) => Promise<Answer>,
): Promise<Answer> {
  let unknown: { readonly error: CommitUnknown; readonly since: number } | null = null;
  for (let tries = 0; ; tries += 1) {
    try {
      return await transact(database, async (tx) => {
        const row = { id: keyOf(request.id), procedure: request.procedure, input: inputDigest(request) };
        if (!(await insertRequest(tx, row)))
          return recordedAnswer<Answer>(await findRequest(tx, row.id), row);
        const answer = await act(inTransaction(database, tx));
        await setRequestAnswer(tx, row.id, wireText(answer));
        return answer;
      });
    } catch (error) {
      // The record waits for the transaction whose end is unknown. So it is safe to ask again.
      if (error instanceof CommitUnknown) unknown ??= { error, since: performance.now() };
      if (unknown === null || !isConnectionLost(error)) throw error;
      if (performance.now() - unknown.since > MAX_UNKNOWN_MS) throw unknown.error;
      const pause = backoff(FIRST_PAUSE_MS, 2, tries, MAX_PAUSE_MS);
      await new Promise((resolve) => setTimeout(resolve, pause));
    }
  }
}

/** What became of a request. `not-done`: it was not carried out, and never will be. */
export type RequestOutcome = { readonly is: "done"; readonly answer: unknown } | { readonly is: "not-done" };

/** Says what became of a request. If it has not come yet it is given up: when it comes, it is refused. */
export async function outcomeOfRequest(database: Database, id: string): Promise<RequestOutcome> {
  return transact(database, async (tx) => {
    const key = keyOf(id);
    if (await insertRequest(tx, { id: key, procedure: "", input: Buffer.alloc(32) }))
      return { is: "not-done" };
    const row = await findRequest(tx, key);
    return row?.answer == null ? { is: "not-done" } : { is: "done", answer: readWireText(row.answer) };
  });
}

function recordedAnswer<Answer>(
  row: RecordedRequestRow | null,
  asked: Pick<RecordedRequestRow, "procedure" | "input">,
): Answer {
  if (row?.procedure === "")
    return refuse("conflict", "This request was given up before it reached the database.", {
      kept: "Nothing was written.",
      todo: "Do it again: that is another request.",
    });
  if (row?.answer == null) throw new Error("A recorded request has no answer.");
  if (row.procedure !== asked.procedure || !row.input.equals(asked.input))
    return refuse("conflict", `This request's id was used before, by another request (${row.procedure}).`, {
      kept: "Nothing was written.",
      todo: "Give each request an id of its own.",
    });
  return readWireText(row.answer) as Answer;
}

function keyOf(id: string): Buffer {
  return createHash("sha256").update(id).digest();
}

function inputDigest({ id, input }: ChangeRequest): Buffer {
  return createHmac("sha256", id).update(wireText(input)).digest();
}
