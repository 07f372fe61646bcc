import type {
  RunnerAnswers,
  RunnerCall,
  RunnerCallInput,
  WireClaim,
} from "#contract/runners/runner-calls.ts";
import type { AttemptResult, ClaimedTrack, Settled } from "#contract/runners/runner-gateway.ts";
import type { Database } from "#platform/database/db.ts";
import type { SecretBox } from "#platform/secrets/secret-box.ts";
import type { WakeUps } from "#platform/wake-ups/wake-up.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { isPipelineIn } from "#repos/fleet/runner-token-rows.ts";
import { ownedAttempts } from "#repos/tracks/attempt-rows.ts";
import { type Claimant, claimCandidates } from "../attempts/claim-tracks.ts";
import { FailedClaims } from "../attempts/failed-claims.ts";
import { lookForWork } from "../attempts/look-for-work.ts";
import { settleTracks } from "../attempts/settle-tracks.ts";
import {
  areRunnersGone,
  attemptsToKill,
  beat,
  endRunner,
  recordGap,
  unsettledOf,
} from "../fleet/runner-life.ts";
import { bytesLoggedIn } from "../logs/store-log.ts";
import { KeptPipelines } from "../pipeline-session/kept/kept-pipelines.ts";
import { claimsOfRequest, tokenOfRequest } from "./claims-of-request.ts";
import { GivenAnswers } from "./given-answers.ts";
import { RemoteLogs } from "./remote-logs.ts";
import { isRowOf, registerRemote, remoteClaimant } from "./remote-runner.ts";
import type { RunnerRights } from "./runner-tokens.ts";
import { secretsOfAttempt } from "./secrets-of-attempt.ts";
import { WaitingLooks } from "./wait-for-work.ts";

const LOGGING = "storing the log of a runner without a database";
const CLAIMING = "claiming for a runner without a database";

type Handlers = {
  readonly [Name in RunnerCall]: (
    rights: RunnerRights,
    input: RunnerCallInput<Name>,
    signal: AbortSignal,
  ) => Promise<RunnerAnswers[Name]>;
};

export type RunnerCallsParts = {
  readonly database: Database;
  /** Those for runners. */
  readonly wakeUps: WakeUps;
  readonly warnings: RepeatedWarnings;
  readonly secrets: () => Promise<SecretBox>;
};

/**
 * What a web process does for runners that have no database. It trusts no runner: each call counts only for rows, attempts
 * and folders of the token that it came with.
 */
export class RunnerCalls {
  private readonly database: Database;
  private readonly warnings: RepeatedWarnings;
  private readonly secrets: RunnerCallsParts["secrets"];
  private readonly kept = new KeptPipelines();
  private readonly failed: FailedClaims;
  private readonly answers = new GivenAnswers();
  private readonly looks: WaitingLooks;
  private readonly logs: RemoteLogs;

  constructor({ database, wakeUps, warnings, secrets }: RunnerCallsParts) {
    this.database = database;
    this.warnings = warnings;
    this.failed = new FailedClaims(warnings);
    this.secrets = secrets;
    this.logs = new RemoteLogs(database);
    this.looks = new WaitingLooks(database, wakeUps);
  }

  /**
   * Carries a call out.
   *
   * @param signal aborted where its runner has gone.
   * @throws Refused where the token does not allow it.
   */
  carryOut<Name extends RunnerCall>(
    name: Name,
    rights: RunnerRights,
    input: RunnerCallInput<Name>,
    signal: AbortSignal,
  ): Promise<RunnerAnswers[Name]> {
    return this.handlers[name](rights, input, signal);
  }

  private readonly handlers: Handlers = {
    who: async ({ name, labels }) => ({ name, labels }),
    register: async (rights, identity) => ({
      runnerId: await registerRemote(this.database.queries, rights, identity),
    }),
    beat: async (rights, { runnerId, leaseMs }) => {
      // A restored database does not have its row: it registers again.
      const isThere = await isRowOf(this.database.queries, rights, runnerId);
      return { isAlive: isThere && (await beat(this.database, runnerId, leaseMs)) };
    },
    end: async (rights, { runnerId }) => {
      await this.claimantOf(rights, runnerId);
      await endRunner(this.database, runnerId);
      return {};
    },
    gone: async (rights, { runnerIds }) => {
      for (const runnerId of runnerIds) await this.claimantOf(rights, runnerId);
      return { areGone: await areRunnersGone(this.database.queries, runnerIds) };
    },
    gap: async (rights, { runnerId, text }) => {
      await this.claimantOf(rights, runnerId);
      await recordGap(this.database, runnerId, text);
      return {};
    },
    look: async (rights, { runnerId, free }, signal) =>
      this.looks.look(await this.claimantOf(rights, runnerId), free, signal),
    claim: (rights, input) =>
      this.answers.once(`${rights.tokenId} claim ${input.request}`, () => this.claim(rights, input)),
    settle: (rights, input) =>
      this.answers.once(`${rights.tokenId} settle ${input.request}`, () => this.settle(rights, input)),
    unsettled: async (rights, { runnerIds, olderThanMs }) => {
      for (const runnerId of runnerIds) await this.claimantOf(rights, runnerId);
      const attempts = await unsettledOf(this.database, runnerIds, olderThanMs);
      return { attempts: attempts.map((each) => ({ ...each, token: each.token.toString("hex") })) };
    },
    kills: async (_rights, { attempts }) => {
      const known = attempts.map((each) => ({ ...each, token: Buffer.from(each.token, "hex") }));
      const kills = await attemptsToKill(this.database, known);
      return { kills: kills.map(({ token, why }) => ({ token: token.toString("hex"), why })) };
    },
    secrets: async (rights, { token }) =>
      secretsOfAttempt(this.database.queries, await this.secrets(), rights, Buffer.from(token, "hex")),
    log: async ({ tokenId }, { pieces }) => {
      const given = pieces.map(({ base64, ...piece }) => ({
        ...piece,
        bytes: Buffer.from(base64, "base64"),
      }));
      if (await this.logs.store(tokenId, given)) this.warnings.workedLocally(LOGGING);
      else this.warnings.failed(LOGGING, new Error(`A runner of token ${tokenId} sends more than it may.`));
      return {};
    },
    logged: async (rights, { pipelineId }) => {
      const isIn = await this.isInScope(rights, pipelineId);
      return { bytes: isIn ? await bytesLoggedIn(this.database, pipelineId) : 0 };
    },
  };

  private async claimantOf(rights: RunnerRights, runnerId: number): Promise<Claimant> {
    return { ...(await remoteClaimant(this.database.queries, rights, runnerId)), failed: this.failed };
  }

  private async claim(
    rights: RunnerRights,
    { runnerId, request, isAgain, free, except }: RunnerCallInput<"claim">,
  ): Promise<RunnerAnswers["claim"]> {
    const claimant = await this.claimantOf(rights, runnerId);
    const before = isAgain ? await claimsOfRequest(this.database, claimant, request) : [];
    const left = Math.max(0, free - before.length);
    const claimed = [...before];
    if (left > 0) {
      const { candidates } = await lookForWork(this.database, claimant, left);
      const some = candidates.filter(({ pipelineId }) => !except.includes(pipelineId));
      const claiming = withTokensOf(claimant, request);
      const { database, kept } = this;
      try {
        await claimCandidates(database, claiming, some, left, (tracks) => claimed.push(...tracks), kept);
        this.warnings.worked(CLAIMING);
      } catch (error) {
        // What was committed before one of them failed is claimed, and its runner must be told.
        if (claimed.length === 0) throw error;
        this.warnings.failed(CLAIMING, error);
      }
    }
    return { claimed: claimed.map(wireClaim) };
  }

  private async settle(
    rights: RunnerRights,
    { runnerId, request, isAgain, free, results }: RunnerCallInput<"settle">,
  ): Promise<RunnerAnswers["settle"]> {
    const claimant = await this.claimantOf(rights, runnerId);
    const pipelineId = results[0]?.pipelineId ?? 0;
    const isIn = await this.isInScope(rights, pipelineId);
    const own = await this.ownResults(rights, isIn, results);
    const before = isAgain ? await claimsOfRequest(this.database, claimant, request) : [];
    const left = isIn ? Math.max(0, free - before.length) : 0;
    const claiming = withTokensOf(claimant, request);
    const accepted = own.filter((each) => each !== null);
    const settled: Settled = await settleTracks(this.database, accepted, claiming, left, this.kept);
    let place = 0;
    const fates = own.map((each) => {
      if (each === null) return "stale" as const;
      place += 1;
      return settled.fates[place - 1] ?? "stale";
    });
    const claimed = [...before, ...settled.claimed].map(wireClaim);
    return { fates, claimed, isForOthers: settled.isForOthers };
  }

  /** The results of attempts that runners with this token have; null for each other one. */
  private async ownResults(
    { tokenId }: RunnerRights,
    isIn: boolean,
    results: RunnerCallInput<"settle">["results"],
  ): Promise<(AttemptResult | null)[]> {
    const read = results.map((each) => ({ ...each, token: Buffer.from(each.token, "hex") }) as AttemptResult);
    const owned = await ownedAttempts(
      this.database.queries,
      read.map(({ token }) => token),
    );
    const [first] = read;
    return read.map((result) => {
      if (result.pipelineId !== first?.pipelineId) return null;
      const found = owned.find(({ token }) => token.equals(result.token));
      // A restored database does not know it: the refusal is recorded, as for any runner.
      if (found === undefined) return isIn ? result : null;
      const isSame =
        found.tokenId === tokenId &&
        found.trackId === result.trackId &&
        found.pipelineId === result.pipelineId &&
        found.number === result.number &&
        found.attempt === result.attempt;
      return isSame ? result : null;
    });
  }

  private async isInScope({ folders }: RunnerRights, pipelineId: number): Promise<boolean> {
    return folders === null || isPipelineIn(this.database.queries, pipelineId, folders);
  }
}

function withTokensOf(claimant: Claimant, request: string): Claimant {
  return { ...claimant, tokenOf: (trackId, attempt) => tokenOfRequest(request, trackId, attempt) };
}

function wireClaim({ token, ...track }: ClaimedTrack): WireClaim {
  return { ...track, token: token.toString("hex") };
}
