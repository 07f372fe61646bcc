import { parseArgs } from "node:util";
import type { Env } from "#platform/env.ts";

/** What a runner is told on its command line. No token is among it: other users of the machine can read that. */
export type RunnerOptions = {
  /** The address of the web; null: the runner has a database of its own. */
  readonly server: string | null;
  /** A code that is exchanged for a token, once. */
  readonly code: string | null;
  /** A file with the token. */
  readonly tokenFile: string | null;
};

export const RUNNER_USAGE = `Usage: signalbox runner --server URL [--enroll CODE] [--token-file FILE]

Executes tracks for the server at URL, an https address or this machine. The token is in the variable
SIGNALBOX_RUNNER_TOKEN, in FILE, or in the file runner.token of the data directory (SIGNALBOX_DATA), where --enroll
puts it. A code for --enroll is shown on the page Runners, by "Add a runner".
`;

/** @throws Error where the words cannot be used; the message is for a person. */
export function runnerOptions(words: readonly string[], env: Pick<Env, "server">): RunnerOptions {
  const { values } = parseArgs({
    args: [...words],
    options: {
      server: { type: "string" },
      enroll: { type: "string" },
      "token-file": { type: "string" },
    },
  });
  const server = values.server ?? env.server ?? null;
  const code = values.enroll ?? null;
  if (code !== null && server === null)
    throw new Error("--enroll needs --server: the address of the server that gave the code.");
  return { server, code, tokenFile: values["token-file"] ?? null };
}
