import { spawn } from "node:child_process";
import type { APIRequestContext } from "@playwright/test";
import { call } from "./api.ts";

/** A command that was started. */
export type CommandRun = {
  /** What it has printed so far. */
  stdout(): string;
  /** Its exit code, once it has ended. */
  readonly ended: Promise<number | null>;
  /** Ends it if it still runs. */
  end(): void;
};

/** The command line of whoever is signed in: with a token that was made for it, and without anything of this machine. */
export class CommandLine {
  private readonly env: NodeJS.ProcessEnv;

  private constructor(env: NodeJS.ProcessEnv) {
    this.env = env;
  }

  /** With a token that may do what an operator does. */
  static async signedIn(request: APIRequestContext, server: string, name: string): Promise<CommandLine> {
    const acts = ["read", "launch", "control"];
    const { token } = await call<{ token: string }>(request, "tokens.create", { name, acts, days: 1 });
    const own = { SIGNALBOX_URL: server, SIGNALBOX_TOKEN: token, SIGNALBOX_DATA: "/nonexistent" };
    return new CommandLine({ ...process.env, ...own });
  }

  /** Starts a command that may go on for long. */
  start(...words: readonly string[]): CommandRun {
    const child = spawn(process.execPath, ["server/cli/bin.mjs", ...words], {
      env: this.env,
      stdio: ["ignore", "pipe", "inherit"],
    });
    let text = "";
    child.stdout.setEncoding("utf8").on("data", (part: string) => {
      text += part;
    });
    const ended = new Promise<number | null>((resolve) => child.on("close", resolve));
    return { stdout: () => text, ended, end: () => void child.kill("SIGTERM") };
  }

  /** What a command prints until it has ended. */
  async print(...words: readonly string[]): Promise<string> {
    const run = this.start(...words);
    await run.ended;
    return run.stdout();
  }
}
