import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, vi } from "vitest";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { runCliForTest, type SpokenCommand } from "../run-cli-for-test.ts";

/** The folder of the templates. */
const BOOKS = join(PROJECT_ROOT, "server", "services", "templates", "graphs");

/** How a pipeline ended; `states` has the state of each track, by vertex. */
export type BookEnd = {
  readonly state: string;
  readonly reason: string | null;
  readonly handledFailures: number;
  readonly states: Readonly<Record<string, string>>;
};

/** A prompt as the command line lists it. */
type BookPrompt = {
  readonly id: number;
  readonly pipeline: { readonly id: number };
  readonly approval: { readonly title: string } | null;
};

/** The templates, run by the command line with a real runner. */
export type Books = {
  /** Runs a command that has to succeed. */
  done(words: readonly string[], stdin?: string): Promise<SpokenCommand>;
  /** Gives a path in an empty directory; nothing is there yet. */
  newPath(): Promise<string>;
  /** Applies a template, with other times where `times` names them; expects no findings; seals it. */
  seal(book: string, times?: Readonly<Record<string, string>>): Promise<void>;
  launch(book: string, params: Readonly<Record<string, string>>): Promise<number>;
  /** Waits for the question of a pipeline, and gives its title. */
  asked(id: number): Promise<string>;
  answer(id: number, answer: "--approve" | "--reject"): Promise<void>;
  /** Waits for the end of a pipeline. */
  ended(id: number): Promise<BookEnd>;
};

/** Starts a server and a runner for the templates. Await it at the top of a test file. */
export async function startBooks(): Promise<Books> {
  const { startApi, startRunner, makeDirectory } = await startTestSystem();
  const key = randomBytes(32);
  const server = await startApi(key);
  await startRunner({ SIGNALBOX_SLOTS: "8", SIGNALBOX_SECRET_KEY: key.toString("base64") });

  const run = (words: readonly string[], stdin = "") =>
    runCliForTest(words, { SIGNALBOX_URL: server.url }, stdin);
  const done = async (words: readonly string[], stdin = "") => {
    const command = run(words, stdin);
    expect(await command.code, command.out + command.err).toBe(0);
    return command;
  };
  const json = async (...words: string[]) => JSON.parse((await done([...words, "--json"])).out);
  const promptOf = (id: number) =>
    vi.waitFor(async (): Promise<BookPrompt> => {
      const prompts: BookPrompt[] = await json("prompt", "list");
      const prompt = prompts.find(({ pipeline }) => pipeline.id === id);
      if (prompt !== undefined) return prompt;
      throw new Error(`Pipeline ${id} asks nothing: ${(await done(["pipeline", "show", String(id)])).out}`);
    }, 30_000);

  return {
    done,
    newPath: async () => join(await makeDirectory(), "world"),
    seal: async (book, times = {}) => {
      let text = readFileSync(join(BOOKS, `${book}.yaml`), "utf8");
      for (const [usual, other] of Object.entries(times)) {
        expect(text).toContain(usual);
        text = text.replace(usual, other);
      }
      await done(["graph", "apply", "-f", "-"], text);
      expect(await json("graph", "check", book)).toMatchObject({ ok: true, findings: [] });
      await done(["graph", "seal", book]);
    },
    launch: async (book, params) => {
      const given = Object.entries(params).flatMap(([name, value]) => ["-p", `${name}=${value}`]);
      return (await json("launch", book, ...given)).id;
    },
    asked: async (id) => (await promptOf(id)).approval?.title ?? "",
    answer: async (id, answer) => {
      await done(["prompt", "answer", String((await promptOf(id)).id), answer]);
    },
    ended: async (id) => {
      await run(["pipeline", "watch", String(id)]).code;
      const { state, reason, handledFailures, tracks } = await json("pipeline", "show", String(id));
      const states = tracks.map((track: { vertex: string; state: string }) => [track.vertex, track.state]);
      return { state, reason, handledFailures, states: Object.fromEntries(states) };
    },
  };
}
