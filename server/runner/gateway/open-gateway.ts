import { hostname } from "node:os";
import type { RunnerGateway } from "#contract/runners/runner-gateway.ts";
import { openDatabase } from "#platform/database/db.ts";
import type { Env } from "#platform/env.ts";
import type { Logger } from "#platform/log.ts";
import { openJournalBox, openSecretBox, type SecretBox } from "#platform/secrets/secret-box.ts";
import { openWakeUps } from "#platform/wake-ups/local-wake-ups.ts";
import type { RepeatedWarnings } from "#platform/warnings/repeated-warnings.ts";
import { beatAnswerMs } from "./beat-answer.ts";
import { DirectGateway } from "./direct-gateway.ts";
import { GatewayProblem } from "./remote/gateway-problem.ts";
import { RemoteGateway } from "./remote/remote-gateway.ts";
import type { RunnerOptions } from "./remote/runner-options.ts";
import { runnerTokenFor } from "./remote/runner-token.ts";
import { ServerConnection } from "./remote/server-connection.ts";

const CONNECTIONS = 6;
const WAKING = "opening the socket for wake-ups";
const ASKING = "asking the server";
const ASK_MS = 12_000;
const RETRY_MS = 1_000;

export type OpenGateway = {
  readonly gateway: RunnerGateway;
  /** Encrypts what the runner keeps on its disk of attempts that read secrets. */
  readonly box: SecretBox;
  readonly name: string;
  readonly labels: readonly string[];
};

type Parts = {
  readonly env: Env;
  readonly log: Logger;
  readonly warnings: RepeatedWarnings;
  /** Called where the server does not know the token of this runner any more. */
  readonly onRefused: (why: string) => void;
};

/**
 * Opens what a runner asks: a database, or a server.
 *
 * @throws Error where it cannot be used; the message is for a person.
 */
export function openGateway(parts: Parts, options: RunnerOptions): Promise<OpenGateway> {
  return options.server === null ? openDirect(parts) : openRemote(parts, options.server, options);
}

async function openDirect({ env, log, warnings }: Parts): Promise<OpenGateway> {
  if (env.databaseUrl === undefined)
    throw new Error(
      "DATABASE_URL is not set: a runner needs the server's database, or the server itself (--server URL).",
    );
  const wakeUps = openWakeUps(env.wakeUpDir, "runner", (problem) =>
    problem === null ? warnings.workedLocally(WAKING) : warnings.failed(WAKING, problem),
  );
  const box = await openSecretBox(env.dataDir, env.secretKey);
  const gateway = new DirectGateway({
    database: openDatabase(env.databaseUrl, CONNECTIONS, wakeUps),
    pulse: openDatabase(env.databaseUrl, 2, undefined, beatAnswerMs(env.leaseMs)),
    log,
    warnings,
    secrets: box,
    holder: `${hostname()}:${process.pid}`.slice(-64),
    leaseMs: env.leaseMs,
  });
  return { gateway, box, name: env.runnerName ?? hostname(), labels: env.labels };
}

async function openRemote(
  { env, warnings, onRefused }: Parts,
  server: string,
  options: RunnerOptions,
): Promise<OpenGateway> {
  const token = await runnerTokenFor(env, server, options);
  const calls = new ServerConnection(server, token);
  const { name, labels } = await whoAmI(calls, warnings);
  const pulse = new ServerConnection(server, token);
  const gateway = new RemoteGateway({ server: calls, pulse, leaseMs: env.leaseMs, onRefused });
  return {
    gateway,
    box: await openJournalBox(env.dataDir),
    name: env.runnerName ?? (name.endsWith("*") ? `${name.slice(0, -1)}${hostname()}` : name),
    labels: env.labels.length > 0 ? env.labels : labels,
  };
}

/** Waits for a server that is not there yet. */
async function whoAmI(server: ServerConnection, warnings: RepeatedWarnings) {
  for (;;) {
    try {
      const who = await server.call("who", {}, ASK_MS);
      warnings.workedLocally(ASKING);
      return who;
    } catch (error) {
      if (!(error instanceof GatewayProblem) || !error.isPassing) throw error;
      warnings.failed(ASKING, error);
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }
}
