import { MAX_LOOK_MS, type RunnerAnswers, type WireClaim } from "#contract/runners/runner-calls.ts";
import {
  type AttemptResult,
  type AttemptToKill,
  type Candidate,
  type ClaimedTrack,
  type ClaimingRunner,
  type Claims,
  type ExecutedAttempt,
  type Hint,
  type LogPiece,
  LogRefused,
  type Looked,
  PipelineGone,
  type RevealedSecrets,
  type RunnerGateway,
  type RunnerIdentity,
  type Settled,
  type UnsettledAttempt,
} from "#contract/runners/runner-gateway.ts";
import { cutText } from "#engine/text/cut-text.ts";
import { GatewayProblem } from "./gateway-problem.ts";
import { batchesOf, insteadOf, newRequest, type ResultBatch, wireResult } from "./result-batches.ts";
import type { ServerConnection } from "./server-connection.ts";

/**
 * Far less than the age at which claims that their runner does not know are handed back: an answer that comes later is
 * never used.
 */
const CALL_MS = 12_000;
/** A look waits at the server. */
const LOOK_MS = MAX_LOOK_MS + 10_000;
/** How often a claim asks for its lost answer. */
const MAX_CLAIM_TRIES = 3;
const CLAIM_PAUSE_MS = 200;

const NO_WORK = async () => null;
const NOTHING: Looked = {
  candidates: [],
  nextDueMs: Number.POSITIVE_INFINITY,
  isDraining: false,
  workForAll: NO_WORK,
};

/** A runner without a database: it asks a web process, which must be able to believe nothing that it says. */
export class RemoteGateway implements RunnerGateway {
  readonly isRemote = true;
  readonly killLookMs = 2_000;
  private readonly server: ServerConnection;
  /** A connection of its own, so that no long call delays a heartbeat. */
  private readonly pulse: ServerConnection;
  /**
   * A runner asks only until half of its lease after its last heartbeat. So what such a call has claimed begins before the
   * lease is over, or not at all.
   */
  private readonly claimMs: number;
  private readonly onRefused: (why: string) => void;
  private readonly listeners = new Set<(hint: Hint) => void>();
  /** By the list of results, which is the same whenever it is sent. */
  private readonly batches = new WeakMap<readonly AttemptResult[], ResultBatch[]>();
  private stopLook: () => void = () => undefined;
  private seen: readonly Candidate[] = [];

  /** @param parts `onRefused`: called where the server does not know the token any more: this runner must end. */
  constructor(parts: {
    readonly server: ServerConnection;
    readonly pulse: ServerConnection;
    readonly leaseMs: number;
    readonly onRefused: (why: string) => void;
  }) {
    this.server = parts.server;
    this.pulse = parts.pulse;
    this.onRefused = parts.onRefused;
    this.claimMs = Math.min(CALL_MS, parts.leaseMs / 2);
  }

  async register(identity: RunnerIdentity, _labels: readonly string[], leaseMs: number): Promise<number> {
    const { containmentWhy = "", fences = ["default"], ...rest } = identity;
    const whole = { ...rest, labels: [...rest.labels], fences: [...fences], containmentWhy, leaseMs };
    return (await this.ask(() => this.pulse.call("register", whole, CALL_MS))).runnerId;
  }

  async beat(runnerId: number, leaseMs: number): Promise<boolean> {
    const timeoutMs = Math.min(CALL_MS, leaseMs / 4);
    return (await this.ask(() => this.pulse.call("beat", { runnerId, leaseMs }, timeoutMs))).isAlive;
  }

  async end(runnerId: number): Promise<void> {
    await this.ask(() => this.pulse.call("end", { runnerId }, CALL_MS));
  }

  async areGone(runnerIds: readonly number[]): Promise<boolean> {
    return (await this.ask(() => this.server.call("gone", { runnerIds: [...runnerIds] }, CALL_MS))).areGone;
  }

  async recordGap(runnerId: number, text: string): Promise<void> {
    await this.ask(() => this.server.call("gap", { runnerId, text: cutText(text, 500) }, CALL_MS));
  }

  listen(hear: (hint: Hint) => void): () => void {
    this.listeners.add(hear);
    return () => this.listeners.delete(hear);
  }

  /** Waits at the server until there is something to do: an idle runner makes one call in `MAX_LOOK_MS`. */
  async look({ runnerId }: ClaimingRunner, free: number): Promise<Looked> {
    const stopped = new Promise<null>((resolve) => {
      this.stopLook = () => resolve(null);
    });
    const asked = this.ask(() => this.server.call("look", { runnerId, free }, LOOK_MS));
    // Nobody may wait for it any more.
    asked.catch(() => undefined);
    const found = await Promise.race([asked, stopped]);
    if (found === null) return NOTHING;
    const { mayKill, candidates, isDraining } = found;
    this.seen = candidates;
    if (mayKill) for (const hear of this.listeners) hear({ kind: "kill", pipeline: null });
    // Where there was nothing it waits there again; where there was, and nothing could be claimed, it waits here first.
    const nextDueMs = candidates.length === 0 ? 0 : Number.POSITIVE_INFINITY;
    return { candidates, isDraining, nextDueMs, workForAll: NO_WORK };
  }

  stopLooking(): void {
    this.stopLook();
  }

  /** The server looks again by itself, and passes over the pipelines that were left out of what the last look found. */
  async claim(
    { runnerId }: ClaimingRunner,
    candidates: readonly Candidate[],
    free: number,
    onClaimed: (tracks: readonly ClaimedTrack[]) => void,
  ): Promise<Claims> {
    const wanted = Math.min(free, candidates.length);
    if (wanted <= 0) return { claimed: [], passedOver: 0 };
    const request = newRequest();
    const given = new Set(candidates.map(({ pipelineId }) => pipelineId));
    const except = [...new Set(this.seen.map(({ pipelineId }) => pipelineId))].filter((id) => !given.has(id));
    for (let tries = 1; ; tries += 1) {
      try {
        const input = { runnerId, ...request, free: wanted, except };
        const { claimed } = await this.ask(() => this.server.call("claim", input, this.claimMs));
        const tracks = claimed.map(claimOf);
        onClaimed(tracks);
        // The server does not say why it has fewer.
        return { claimed: tracks, passedOver: wanted - tracks.length };
      } catch (error) {
        if (tries === MAX_CLAIM_TRIES || !(error instanceof GatewayProblem) || !error.isPassing) throw error;
        request.isAgain = true;
        await new Promise((resolve) => setTimeout(resolve, CLAIM_PAUSE_MS * tries));
      }
    }
  }

  async settle(
    results: readonly AttemptResult[],
    { runnerId }: ClaimingRunner,
    free: number,
  ): Promise<Settled> {
    const batches = this.batches.get(results) ?? batchesOf(results);
    this.batches.set(results, batches);
    const fates: ("settled" | "stale")[] = [];
    const claimed: ClaimedTrack[] = [];
    let isForOthers = false;
    for (let place = 0; place < batches.length; ) {
      const batch = batches[place] as ResultBatch;
      const isLast = place === batches.length - 1;
      const settled = await this.settleBatch(runnerId, batch, isLast ? free : 0);
      if ("instead" in settled) {
        batches.splice(place, 1, ...settled.instead);
        continue;
      }
      fates.push(...settled.fates);
      claimed.push(...settled.claimed.map(claimOf));
      isForOthers ||= settled.isForOthers;
      place += 1;
    }
    return { fates, claimed, isForOthers };
  }

  async unsettled(runnerIds: readonly number[], olderThanMs: number): Promise<readonly UnsettledAttempt[]> {
    const input = { runnerIds: [...runnerIds], olderThanMs };
    const { attempts } = await this.ask(() => this.server.call("unsettled", input, CALL_MS));
    return attempts.map((each) => ({ ...each, token: Buffer.from(each.token, "hex") }));
  }

  async attemptsToKill(attempts: readonly ExecutedAttempt[]): Promise<readonly AttemptToKill[]> {
    const input = {
      attempts: attempts.map(({ trackId, attempt, token }) => ({
        trackId,
        attempt,
        token: token.toString("hex"),
      })),
    };
    const { kills } = await this.ask(() => this.server.call("kills", input, CALL_MS));
    return kills.map(({ token, why }) => ({ token: Buffer.from(token, "hex"), why }));
  }

  async readSecrets(track: ClaimedTrack): Promise<RevealedSecrets> {
    const { trackId, pipelineId, number, attempt, token } = track;
    const input = { trackId, pipelineId, number, attempt, token: token.toString("hex") };
    const { values, ...others } = await this.ask(() => this.server.call("secrets", input, CALL_MS));
    return { ...others, values: new Map(values) };
  }

  async storeLog(pieces: readonly LogPiece[]): Promise<void> {
    const input = {
      pieces: pieces.map(({ bytes, pipelineId: _, ...piece }) => ({
        ...piece,
        base64: bytes.toString("base64"),
      })),
    };
    try {
      await this.ask(() => this.server.call("log", input, CALL_MS));
    } catch (error) {
      const isRefused = error instanceof GatewayProblem && error.isOf("pieces");
      throw isRefused ? new LogRefused(error.message, { cause: error }) : error;
    }
  }

  async bytesLogged(pipelineId: number): Promise<number> {
    return (await this.ask(() => this.server.call("logged", { pipelineId }, CALL_MS))).bytes;
  }

  startWorkForAll(): void {
    // The web process does it.
  }

  async noteDraining(): Promise<void> {
    // The web process does the work for all in any case.
  }

  stopWorkForAll(): void {
    // The web process goes on.
  }

  async close(): Promise<void> {
    this.server.close();
    this.pulse.close();
  }

  private async settleBatch(
    runnerId: number,
    batch: ResultBatch,
    free: number,
  ): Promise<RunnerAnswers["settle"] | { readonly instead: readonly ResultBatch[] }> {
    const { request, isAgain, results } = batch;
    const input = { runnerId, request, isAgain, free, results: results.map(wireResult) };
    // Whatever becomes of it, the next time it is asked again.
    batch.isAgain = true;
    try {
      return await this.ask(() => this.server.call("settle", input, this.claimMs));
    } catch (error) {
      const instead = insteadOf(batch, error);
      if (instead !== null) return { instead };
      const isGone = error instanceof GatewayProblem && error.code === "not-found";
      throw isGone ? new PipelineGone(results[0]?.pipelineId ?? 0, { cause: error }) : error;
    }
  }

  private async ask<T>(call: () => Promise<T>): Promise<T> {
    try {
      return await call();
    } catch (error) {
      if (error instanceof GatewayProblem && error.code === "not-signed-in") this.onRefused(error.message);
      throw error;
    }
  }
}

function claimOf({ token, ...track }: WireClaim): ClaimedTrack {
  return { ...track, token: Buffer.from(token, "hex") };
}
