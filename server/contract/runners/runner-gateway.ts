import type { ExecutionEnd } from "#engine/kinds/kind/execution-end.ts";
import type { Task } from "#engine/kinds/kind/task.ts";
import type { Fence } from "#engine/shape/fields/fences.ts";
import type { ResolvedConnection } from "../flow/connections.ts";

/** What a runner says of itself. */
export type RunnerIdentity = {
  readonly name: string;
  readonly host: string;
  readonly pid: number;
  readonly labels: readonly string[];
  readonly slots: number;
  readonly containment: string;
  readonly containmentWhy?: string;
  /** Absent: only the usual one. */
  readonly fences?: readonly Fence[];
};

/** A runner under one of its rows, as it claims. */
export type ClaimingRunner = {
  readonly runnerId: number;
  readonly name: string;
  /** The labels keys of all vertices that this runner can execute: see `labelsKeys`. */
  readonly labels: readonly string[];
  /** The folders of the graphs whose tracks it may execute; absent: of all. */
  readonly folders?: readonly number[];
  /**
   * Called with claims that are about to be committed. The commit may fail, and then they may be claimed again under other
   * tokens. Not every gateway calls it.
   */
  readonly onClaiming?: (tracks: readonly ClaimedTrack[]) => void;
  /** How many slots are free, where a claim is decided again after `onClaiming`. Absent: as many as at first. */
  readonly freeAgain?: () => number;
};

/** A track that could be claimed. */
export type Candidate = {
  readonly id: number;
  readonly pipelineId: number;
  /** The revision that the pipeline runs. */
  readonly revisionId: number;
  readonly number: number;
  /** Its place in the order of claims, as milliseconds since 1970; 0 for an undo. */
  readonly claimAt: number;
  /** 1 where its undo is to be claimed, else 0. */
  readonly isUndo: number;
  /** How many runners are ready. */
  readonly runners: number;
};

/** What names an attempt to settle it. */
export type AttemptKey = {
  readonly trackId: number;
  readonly pipelineId: number;
  readonly number: number;
  readonly attempt: number;
  /** It proves which attempt it is. */
  readonly token: Buffer;
};

/** An attempt that has no result. */
export type UnsettledAttempt = AttemptKey & {
  /** Its runner or the sweep has told that its end is not known. */
  readonly isLost: boolean;
};

/** A claimed and committed attempt, with all that its runner needs to execute it. */
export type ClaimedTrack = AttemptKey & {
  /** When its pipeline was launched, in milliseconds: a restored database may give a pipeline's number again. */
  readonly launchedAt: number;
  readonly vertex: string;
  readonly task: Task;
  /** The names of the secrets that it reads, by input. Their values are not read yet. */
  readonly secrets: Readonly<Record<string, string>>;
  readonly timeoutMs: number | null;
  /** The name of its graph, for metrics. An older server does not tell it. */
  readonly graph?: string;
  /** True where the track is retried automatically when its runner is lost. The script must be dead before that. */
  readonly isRetriedWhenLost: boolean;
};

/** A secret that a script was given. */
export type ReadSecret = { readonly name: string; readonly value: string };

/** The result of one attempt. */
export type AttemptResult = AttemptKey & {
  /** Null where the attempt was claimed and never started: its track is handed back. */
  readonly end: ExecutionEnd | null;
  /** Set where the runner cannot tell how it ended: a reason for a person, who decides. */
  readonly lostBecause?: string;
  /** Set where it is handed back because this runner could not begin it: a reason for people. */
  readonly handedBackBecause?: string;
  readonly logBytes: number;
  readonly isLogCut: boolean;
  /** The secrets that it read: none may get into what is stored. */
  readonly secrets?: readonly ReadSecret[];
};

/** What a claim gives. */
export type Claims = {
  readonly claimed: readonly ClaimedTrack[];
  /** How many tracks it passed over, since their pipelines were locked, or their claim failed: they may still be there. */
  readonly passedOver: number;
};

/** What became of results that were settled together. */
export type Settled = {
  /** For each result, in order: whether it was accepted, or refused because it came too late. */
  readonly fates: readonly ("settled" | "stale")[];
  readonly claimed: readonly ClaimedTrack[];
  /** True where slots were left free for tracks of other pipelines, which come first. */
  readonly isForOthers: boolean;
};

/** An attempt as its runner knows it. */
export type ExecutedAttempt = Pick<AttemptKey, "trackId" | "attempt" | "token">;

export type AttemptToKill = { readonly token: Buffer; readonly why: "cancelled" | "stale" };

/** The values of secrets by their names, and connections; if one is missing, `problem` is a sentence that says why. */
export type RevealedSecrets = {
  readonly values: ReadonlyMap<string, string>;
  readonly connections: readonly ResolvedConnection[];
  readonly problem: string | null;
};

/** So many pieces of logs are stored together at most. */
export const MAX_LOG_PIECES = 1_000;

/** A piece of the log of an attempt. */
export type LogPiece = {
  /** That of its track. A remote runner's is read from the database. */
  readonly pipelineId: number;
  readonly trackId: number;
  readonly attempt: number;
  /** 1, 2, 3 … in the order in which the runner read them. */
  readonly seq: number;
  readonly stream: "merged" | "stdout" | "stderr" | "system";
  readonly bytes: Buffer;
  /** How long ago it was printed. A time of the database's clock is made from it. */
  readonly ageMs: number;
};

/** What a look found. */
export type Looked = {
  readonly candidates: readonly Candidate[];
  /** In how many milliseconds there may be something to do again; very many where that is not known. */
  readonly nextDueMs: number;
  /** True where a person asked the runner to claim nothing more. */
  readonly isDraining: boolean;
  /**
   * Does what the look found and what runners do for all.
   *
   * @returns in how many milliseconds it should be looked again; null where nothing can be left.
   */
  readonly workForAll: () => Promise<number | null>;
};

/** Work that one runner was told of. */
export type WorkForOne = {
  /** True where this runner made it: most likely it has a free slot soon. */
  readonly isOwn: boolean;
  /** With fewer free slots it should be passed on. */
  readonly wanted: number;
  /** True where a runner that cannot take it is to take it later, when it has a free slot. */
  readonly isToBeTaken: boolean;
  /** Tells another runner. */
  readonly passOn: () => void;
};

/** A hint that it is worth to ask now. */
export type Hint =
  /**
   * There may be something to claim. Not all runners should look at once: each waits a part of `spreadMs`. `forOne` is set where
   * only this one was told.
   */
  | { readonly kind: "work"; readonly spreadMs: number; readonly forOne?: WorkForOne }
  /** A script of this pipeline may have to end; null: of any. */
  | { readonly kind: "kill"; readonly pipeline: number | null };

/**
 * All that a runner asks of the database: by itself, or through a web process. Whatever is asked again, because its answer
 * was lost, is answered so that nothing is done twice. Each function throws where it got no answer.
 */
export type RunnerGateway = {
  /** Whether it goes through a web process. */
  readonly isRemote: boolean;
  /** How soon a requested kill reaches the script, where no hint tells of it. */
  readonly killLookMs: number;
  /** @returns the number of a row of its own, with a lease. */
  register(identity: RunnerIdentity, labels: readonly string[], leaseMs: number): Promise<number>;
  /** Renews the lease of all that the runner holds. Gives false where it was marked lost. */
  beat(runnerId: number, leaseMs: number): Promise<boolean>;
  /** Ends it in order. Its tracks were settled or handed back before. */
  end(runnerId: number): Promise<void>;
  /** Whether all these rows have ended in order or were marked lost. */
  areGone(runnerIds: readonly number[]): Promise<boolean>;
  /** Records what a runner knows and the database does not: it was restored to an earlier time. */
  recordGap(runnerId: number, text: string): Promise<void>;
  /** @returns a function that ends this. */
  listen(hear: (hint: Hint) => void): () => void;
  /** Looks for tracks to claim, with so many free slots. It changes nothing, and may wait until there is one. */
  look(runner: ClaimingRunner, free: number): Promise<Looked>;
  /** Ends a look that waits: another one follows. */
  stopLooking(): void;
  /**
   * Claims up to `free` of what a look found.
   *
   * @param onClaimed called with claims as soon as they are known to be committed.
   */
  claim(
    runner: ClaimingRunner,
    candidates: readonly Candidate[],
    free: number,
    onClaimed: (tracks: readonly ClaimedTrack[]) => void,
  ): Promise<Claims>;
  /**
   * Stores results of attempts of one pipeline, and claims what comes next.
   *
   * @throws PipelineGone where the pipeline is not in the database.
   */
  settle(results: readonly AttemptResult[], runner: ClaimingRunner, free: number): Promise<Settled>;
  /** Attempts of these rows that have no result, and began longer ago than this by the database's clock. */
  unsettled(runnerIds: readonly number[], olderThanMs: number): Promise<readonly UnsettledAttempt[]>;
  /** The attempts that must be killed: a person asked for it, or the track belongs to another attempt now. */
  attemptsToKill(attempts: readonly ExecutedAttempt[]): Promise<readonly AttemptToKill[]>;
  /** The values of the secrets of a claimed track, and the connections of its task with their passwords. */
  readSecrets(track: ClaimedTrack): Promise<RevealedSecrets>;
  /**
   * Stores at most `MAX_LOG_PIECES` pieces of logs of any attempts. A piece that is sent twice is stored once.
   *
   * @throws LogRefused where one of them can never be stored.
   */
  storeLog(pieces: readonly LogPiece[]): Promise<void>;
  /**
   * How long tracks of this runner waited from ready until they were claimed, in milliseconds. Only a runner with a database
   * can ask; absent for others.
   */
  claimDelays?(trackIds: readonly number[]): Promise<readonly number[]>;
  /** How many bytes the logs of a pipeline have, of the attempts that have ended. */
  bytesLogged(pipelineId: number): Promise<number>;
  /** Begins what this process does for all. */
  startWorkForAll(): void;
  /** Does nothing more for all. */
  stopWorkForAll(): void;
  /** Says that this runner claims nothing more, so that others do what is to be done for all. */
  noteDraining(runnerId: number): Promise<void>;
  close(): Promise<void>;
};

/** The pipeline of a result is not in the database: it was restored to an earlier time, or the pipeline was removed. */
export class PipelineGone extends Error {
  constructor(pipelineId: number, options?: ErrorOptions) {
    super(`Pipeline ${pipelineId} is not in the database.`, options);
    this.name = "PipelineGone";
  }
}

/** A piece of a log is refused for what it is: it would be refused again. */
export class LogRefused extends Error {
  constructor(why: string, options?: ErrorOptions) {
    super(`A part of a log is refused: ${why}`, options);
    this.name = "LogRefused";
  }
}
