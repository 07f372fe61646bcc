/** Why a transfer goes no further: it has no more to do, or the target or the source cannot go on. */
export type TransferStop = {
  readonly why: "empty" | "rounds" | "full" | "failed";
  /** A clause of a sentence; empty where nothing is to be said. */
  readonly text: string;
};

/** A row that was read. With a `problem` it cannot be written: a clause of a sentence. */
export type ReadRow<Row> = { readonly row: Row; readonly problem: string | null };

/** A row that goes to the dead letters. */
export type DeadRow<Row> = { readonly row: Row; readonly reason: string };

/** What has to be done next. Whoever does it says what came of it with `afterStep`. */
export type TransferStep<Row> =
  | { readonly do: "ask-room" }
  | { readonly do: "read"; readonly max: number }
  /** The target is to have all of these rows or none. */
  | { readonly do: "write"; readonly rows: readonly Row[] }
  /** The target has the written rows. They and the dead ones leave the source: the dead ones for the dead letters. */
  | {
      readonly do: "remove";
      readonly written: readonly Row[];
      readonly dead: readonly DeadRow<Row>[];
      /** The first and the last one of both; null where there is none. */
      readonly first: Row | null;
      readonly last: Row | null;
      /** True where they are all that was read. */
      readonly isAll: boolean;
    }
  | { readonly do: "end"; readonly stop: TransferStop };

/** What became of one row of a write. */
export type RowAnswer = "written" | "left" | { readonly refused: string };

/** What came of a step. */
export type StepAnswer<Row> =
  /** How many rows the target takes; null: as many as there are. */
  | { readonly of: "ask-room"; readonly room: number | null }
  | { readonly of: "read"; readonly rows: readonly ReadRow<Row>[]; readonly isLast: boolean }
  | { readonly of: "write"; readonly is: "written" }
  /** None is written, because of at least one of them. */
  | { readonly of: "write"; readonly is: "refused"; readonly reason: string }
  /** Each has its answer. With a `stop` nothing more is written. */
  | {
      readonly of: "write";
      readonly is: "each";
      readonly rows: readonly RowAnswer[];
      readonly stop: TransferStop | null;
    }
  /** It is not known that any of them is written. */
  | { readonly of: "write"; readonly is: "stopped"; readonly stop: TransferStop }
  | { readonly of: "remove" };

export type TransferCounts = { readonly read: number; readonly written: number; readonly dead: number };

/** The rows of a round by their place, from `from` to before `to`. */
type Part = { readonly from: number; readonly to: number };

export type TransferState<Row> = {
  readonly rounds: number;
  readonly batch: number;
  /** How many rounds have begun. */
  readonly round: number;
  /** All that has left the source, and what was read of it. */
  readonly counts: TransferCounts;
  readonly rows: readonly ReadRow<Row>[];
  /** For each row of the round: written, why it is dead, or null while that is open. */
  readonly fates: readonly ("written" | { readonly refused: string } | null)[];
  /** What is still to be written in this round, in the order of the rows. */
  readonly open: readonly Part[];
  readonly isLast: boolean;
  /** Set where this round is the last one. */
  readonly stop: TransferStop | null;
  readonly step: TransferStep<Row>;
};

/** A transfer that has not begun. */
export function beginTransfer<Row>({
  rounds,
  batch,
}: {
  readonly rounds: number;
  readonly batch: number;
}): TransferState<Row> {
  return {
    ...{ rounds, batch, round: 1, counts: { read: 0, written: 0, dead: 0 } },
    ...{ rows: [], fates: [], open: [], isLast: false, stop: null, step: { do: "ask-room" } },
  };
}

/**
 * The transfer after its step was done. Rows are decided in their order, and only the first ones up to one that is still
 * open leave the source: so a source that keeps a place in a list loses none.
 *
 * @throws RangeError where the answer is not one to its step.
 */
export function afterStep<Row>(state: TransferState<Row>, answer: StepAnswer<Row>): TransferState<Row> {
  const { step, batch } = state;
  if (step.do !== answer.of) throw new RangeError(`An answer to ${answer.of} came after ${step.do}.`);
  switch (answer.of) {
    case "ask-room":
      return answer.room !== null && answer.room <= 0
        ? ended(state, { why: "full", text: "the target has no room" })
        : { ...state, step: { do: "read", max: Math.min(batch, answer.room ?? batch) } };
    case "read":
      return afterRead(state, answer.rows, answer.isLast);
    case "write":
      return afterWrite(state, answer);
    case "remove":
      return afterRemove(state);
  }
}

function ended<Row>(state: TransferState<Row>, stop: TransferStop): TransferState<Row> {
  return { ...state, rows: [], fates: [], open: [], step: { do: "end", stop } };
}

function afterRead<Row>(
  state: TransferState<Row>,
  rows: readonly ReadRow<Row>[],
  isLast: boolean,
): TransferState<Row> {
  if (rows.length === 0 && isLast) return ended(state, { why: "empty", text: "the source is empty" });
  const fates = rows.map(({ problem }) => (problem === null ? null : { refused: problem }));
  const counts = { ...state.counts, read: state.counts.read + rows.length };
  const open = rows.length === 0 ? [] : [{ from: 0, to: rows.length }];
  return next({ ...state, counts, rows, fates, open, isLast, stop: null });
}

/** Writes what is open first, and else removes what is decided. */
function next<Row>(state: TransferState<Row>): TransferState<Row> {
  const { open, stop } = state;
  const [first, ...others] = open;
  if (first === undefined || stop !== null) return removing(state);
  const rows = openRows(state, first);
  if (rows.length === 0) return next({ ...state, open: others });
  return { ...state, step: { do: "write", rows } };
}

function openRows<Row>({ rows, fates }: TransferState<Row>, { from, to }: Part): Row[] {
  return rows.slice(from, to).flatMap(({ row }, place) => (fates[from + place] === null ? [row] : []));
}

function removing<Row>(state: TransferState<Row>): TransferState<Row> {
  const { rows, fates, stop } = state;
  const left = fates.indexOf(null);
  const until = left === -1 ? rows.length : left;
  if (until === 0 && stop !== null) return ended(state, stop);
  const decided = rows.slice(0, until);
  const written = decided.flatMap(({ row }, place) => (fates[place] === "written" ? [row] : []));
  const dead = decided.flatMap(({ row }, place): DeadRow<Row>[] => {
    const fate = fates[place];
    return typeof fate === "object" && fate !== null ? [{ row, reason: fate.refused }] : [];
  });
  return {
    ...state,
    step: {
      ...{ do: "remove", written, dead, isAll: until === rows.length },
      ...{ first: decided[0]?.row ?? null, last: decided.at(-1)?.row ?? null },
    },
  };
}

function afterWrite<Row>(
  state: TransferState<Row>,
  answer: Extract<StepAnswer<Row>, { readonly of: "write" }>,
): TransferState<Row> {
  const [first = { from: 0, to: 0 }, ...others] = state.open;
  const places: number[] = [];
  for (let place = first.from; place < first.to; place += 1)
    if (state.fates[place] === null) places.push(place);
  const decide = (fateOf: (index: number) => TransferState<Row>["fates"][number]) => {
    const fates = [...state.fates];
    for (const [index, place] of places.entries()) fates[place] = fateOf(index);
    return fates;
  };
  switch (answer.is) {
    case "written":
      return next({ ...state, open: others, fates: decide(() => "written") });
    case "refused": {
      if (places.length <= 1)
        return next({ ...state, open: others, fates: decide(() => ({ refused: answer.reason })) });
      const middle = places[places.length >> 1] ?? first.to;
      return next({
        ...state,
        open: [{ from: first.from, to: middle }, { from: middle, to: first.to }, ...others],
      });
    }
    case "each": {
      const fates = decide((index) => {
        const each = answer.rows[index] ?? "left";
        return each === "left" ? null : each;
      });
      const isLeft = places.some((place) => fates[place] === null);
      const stop =
        answer.stop ??
        (isLeft ? ({ why: "full", text: "the target took no more" } satisfies TransferStop) : null);
      return next({ ...state, open: others, fates, stop });
    }
    case "stopped":
      return next({ ...state, stop: answer.stop });
  }
}

function afterRemove<Row>(state: TransferState<Row>): TransferState<Row> {
  const { step, counts, stop, isLast, round, rounds } = state;
  if (step.do !== "remove") return state;
  const now = {
    ...state,
    counts: {
      ...counts,
      written: counts.written + step.written.length,
      dead: counts.dead + step.dead.length,
    },
  };
  if (stop !== null) return ended(now, stop);
  if (isLast) return ended(now, { why: "empty", text: "the source is empty" });
  if (round >= rounds) return ended(now, { why: "rounds", text: "its rounds are over" });
  return { ...now, round: round + 1, rows: [], fates: [], open: [], step: { do: "ask-room" } };
}
