import type { Json } from "#engine/model/graph-content.ts";
import type { TextOrProblem } from "#engine/transfers/date-texts.ts";
import type { ReadRow, StepAnswer } from "#engine/transfers/transfer-round.ts";

/** A row as it was read. */
export type SourceRow = {
  /** What tells it from all other rows of its source. */
  readonly id: string;
  /** Names and values in turn. */
  readonly fields: readonly Json[];
  /** Where its source goes on behind it; absent where rows leave it one by one. */
  readonly place?: string;
};

export type DeadLetter = { readonly row: SourceRow; readonly reason: string };

/** A row that is to be written: what it was, and what the target is sent. */
export type MovedRow = { readonly row: SourceRow; readonly payload: string };

export type WriteAnswer = Extract<StepAnswer<MovedRow>, { readonly of: "write" }>;

export type Source = {
  /** Reads on: each row is read once. `isLast`: there were no more. */
  read(max: number): Promise<{ readonly rows: readonly ReadRow<SourceRow>[]; readonly isLast: boolean }>;
  /** Rows leave the source, in one step for each: some are written, the others go to the dead letters. */
  remove(
    written: readonly SourceRow[],
    dead: readonly DeadLetter[],
    /** The first and the last one of both, and whether they are all that was read. */
    which: { readonly first: SourceRow | null; readonly last: SourceRow | null; readonly isAll: boolean },
  ): Promise<void>;
  /** How many rows it has; null where that is not known. */
  left(): Promise<number | null>;
  close(): void;
};

export type Target = {
  /** What is sent for a row with these values, in the order of the columns; or why it cannot be written, as a clause. */
  payloadOf(row: SourceRow, values: readonly Json[]): TextOrProblem;
  /** How many rows it takes; null: as many as there are. */
  room(): Promise<number | null>;
  /** Writes all of these rows or none, or says for each what became of it. Rows that it has already are written again. */
  write(rows: readonly MovedRow[]): Promise<WriteAnswer>;
  close(): void;
};
