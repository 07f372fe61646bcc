/** One execution of a script, as it is seen from outside the product. */
export type Execution = {
  readonly track: number;
  readonly token: number;
  readonly kind: "run" | "undo";
  readonly beganAt: number;
  endedAt: number | null;
  /** The exit code; null where it was killed. */
  exit: number | null;
};

/** What the scripts themselves did, recorded separately from the store. */
export class ScriptJournal {
  readonly executions: Execution[] = [];

  begin(execution: Omit<Execution, "endedAt" | "exit">): Execution {
    const { token, track } = execution;
    if (this.executions.some((each) => each.token === token))
      throw new Error(`Attempt ${token} of track ${track} began twice.`);
    const begun: Execution = { ...execution, endedAt: null, exit: null };
    this.executions.push(begun);
    return begun;
  }

  /** Scripts of one track that ran at the same time. */
  overlaps(): readonly (readonly [Execution, Execution])[] {
    const found: [Execution, Execution][] = [];
    for (const [place, one] of this.executions.entries())
      for (const other of this.executions.slice(place + 1))
        if (one.track === other.track && (one.endedAt ?? Number.POSITIVE_INFINITY) > other.beganAt)
          found.push([one, other]);
    return found;
  }
}
