import { z } from "zod";
import type { ExecutionEnd } from "#engine/kinds/kind/execution-end.ts";
import { FENCES } from "#engine/shape/fields/fences.ts";
import { MAX_RUNNER_LABELS } from "#engine/shape/labels.ts";
import { fields, plainText } from "../fields.ts";
import type { ResolvedConnection } from "../flow/connections.ts";
import {
  type AttemptToKill,
  type Candidate,
  type ClaimedTrack,
  MAX_LOG_PIECES,
  type Settled,
} from "./runner-gateway.ts";

/** Where a remote runner calls: the name of the call follows. */
export const RUNNER_CALLS_PATH = "/api/runner";
/** The largest body of a call. */
export const MAX_RUNNER_BODY = 8 * 1024 * 1024;
/** So long a look waits at most: less than proxies let a request wait. */
export const MAX_LOOK_MS = 20_000;
/** How long an enrolment code counts. */
export const ENROLMENT_MINUTES = 15;

const MAX_IDS = 1_000;
const MAX_LEASE_MS = 3_600_000;
const id = z.number().int().min(0).max(Number.MAX_SAFE_INTEGER);
const count = z.number().int().min(0).max(MAX_IDS);
const hex = (bytes: number) => z.string().regex(new RegExp(`^[0-9a-f]{${2 * bytes}}$`));
const leaseMs = z.number().int().min(1_000).max(MAX_LEASE_MS);
const runnerId = id;
/** Random. Who repeats a call, because its answer was lost, repeats it; `isAgain` says so. */
const request = { request: hex(32), isAgain: z.boolean() };
const key = { trackId: id, pipelineId: id, number: id, attempt: id, token: hex(16) };
const secretName = z.string().max(200);
const LONG = 8 * 1024 * 1024;

/** All of them, or this does not compile: a result that the server does not know could never be settled. */
const ENDED_BY = {
  timeout: true,
  cancelled: true,
  shutdown: true,
  stale: true,
  limit: true,
} satisfies Record<NonNullable<ExecutionEnd["endedBy"]>, true>;

/** What `readWireText` gives, which may have maps and exact numbers, as it is: the engine judges it. */
const end = z.custom<ExecutionEnd>((value) => isEnd(value));

const result = fields({
  ...key,
  end: end.nullable(),
  lostBecause: z.string().max(1_000).optional(),
  handedBackBecause: z.string().max(1_000).optional(),
  /** A runner of an earlier version sends back all that it was told of an attempt that it had not begun. */
  isLost: z.boolean().optional(),
  logBytes: id,
  isLogCut: z.boolean(),
  secrets: z
    .array(fields({ name: secretName, value: z.string().max(LONG) }))
    .max(MAX_IDS)
    .optional(),
});

/** The calls of a remote runner, with what each is sent. */
export const RUNNER_CALLS = {
  who: fields({}),
  register: fields({
    name: plainText.min(1).max(100),
    host: plainText.max(255),
    pid: id,
    labels: z.array(plainText.min(1).max(100)).max(MAX_RUNNER_LABELS),
    slots: z.number().int().min(1).max(MAX_IDS),
    containment: z.string().max(40),
    containmentWhy: plainText.max(1_000),
    fences: z.array(z.enum(FENCES)).min(1),
    leaseMs,
  }),
  beat: fields({ runnerId, leaseMs }),
  end: fields({ runnerId }),
  gone: fields({ runnerIds: z.array(id).max(MAX_IDS) }),
  gap: fields({ runnerId, text: plainText.max(500) }),
  look: fields({ runnerId, free: count }),
  claim: fields({ runnerId, ...request, free: count, except: z.array(id).max(MAX_IDS) }),
  settle: fields({ runnerId, ...request, free: count, results: z.array(result).min(1).max(MAX_IDS) }),
  unsettled: fields({ runnerIds: z.array(id).max(MAX_IDS), olderThanMs: id }),
  kills: fields({
    attempts: z.array(fields({ trackId: id, attempt: id, token: hex(16) })).max(MAX_IDS),
  }),
  secrets: fields(key),
  log: fields({
    pieces: z
      .array(
        fields({
          trackId: id,
          attempt: id,
          seq: id,
          stream: z.enum(["merged", "stdout", "stderr", "system"]),
          base64: z.base64(),
          ageMs: id,
        }),
      )
      .max(MAX_LOG_PIECES),
  }),
  logged: fields({ pipelineId: id }),
} as const;

export type RunnerCall = keyof typeof RUNNER_CALLS;
export type RunnerCallInput<Name extends RunnerCall> = z.infer<(typeof RUNNER_CALLS)[Name]>;

/** Tokens are written in hex. */
type InHex<T> = Omit<T, "token"> & { readonly token: string };
export type WireClaim = InHex<ClaimedTrack>;

/** What each call is answered. */
export type RunnerAnswers = {
  /** Of the token. */
  readonly who: { readonly name: string; readonly labels: readonly string[] };
  readonly register: { readonly runnerId: number };
  readonly beat: { readonly isAlive: boolean };
  readonly end: Record<never, never>;
  readonly gone: { readonly areGone: boolean };
  readonly gap: Record<never, never>;
  readonly look: {
    readonly candidates: readonly Candidate[];
    readonly isDraining: boolean;
    /** Where a script may have to end. */
    readonly mayKill: boolean;
  };
  readonly claim: { readonly claimed: readonly WireClaim[] };
  readonly settle: Omit<Settled, "claimed"> & { readonly claimed: readonly WireClaim[] };
  readonly unsettled: {
    readonly attempts: readonly {
      readonly trackId: number;
      readonly pipelineId: number;
      readonly number: number;
      readonly attempt: number;
      readonly token: string;
      readonly isLost: boolean;
    }[];
  };
  readonly kills: { readonly kills: readonly InHex<AttemptToKill>[] };
  readonly secrets: {
    readonly values: readonly (readonly [string, string])[];
    readonly connections: readonly ResolvedConnection[];
    readonly problem: string | null;
  };
  readonly log: Record<never, never>;
  readonly logged: { readonly bytes: number };
};

/** The exchange of an enrolment code for a token that the runner has made. */
export const enrolInput = fields({ code: plainText.max(100), token: plainText.min(40).max(100) });

function isEnd(value: unknown): boolean {
  if (typeof value !== "object" || value === null) return false;
  const end = value as Partial<Record<keyof ExecutionEnd, unknown>>;
  const { signal, outputText, outputProblem, overLimit, spawnError, lastLine } = end;
  const texts = [signal, outputText, outputProblem, overLimit, spawnError, lastLine];
  const isTextOrNull = (each: unknown) => each === null || each === undefined || typeof each === "string";
  return (
    (end.exitCode === null || Number.isInteger(end.exitCode)) &&
    texts.every(isTextOrNull) &&
    typeof end.isOutputCut === "boolean" &&
    (end.endedBy === null || Object.hasOwn(ENDED_BY, String(end.endedBy))) &&
    (end.response == null || isResponse(end.response))
  );
}

function isResponse(value: unknown): boolean {
  const { kind, status, headers, body, bodyProblem, messageId, ...more } = value as Record<string, unknown>;
  if (kind === "transfer") {
    const isCount = (each: unknown) => Number.isSafeInteger(each) && Number(each) >= 0;
    const { read, written, dead, left } = more;
    return [read, written, dead].every(isCount) && (left === null || isCount(left));
  }
  if (!Number.isInteger(status)) return false;
  if (kind === "email") return typeof messageId === "string";
  const areHeaders =
    typeof headers === "object" &&
    headers !== null &&
    Object.values(headers).every((each) => typeof each === "string");
  const isProblem = bodyProblem === undefined || typeof bodyProblem === "string";
  return kind === "http" && areHeaders && body !== undefined && isProblem;
}
