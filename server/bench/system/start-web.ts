import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { type AskedChild, startAskedChild } from "./ask-child.ts";
import type { Run } from "./run-shape.ts";
import type { Shape } from "./shapes.ts";

export type WebQuestion =
  | { readonly ask: "run"; readonly shape: Shape; readonly script: string }
  | { readonly ask: "launch paused"; readonly shape: Shape; readonly script: string }
  | { readonly ask: "resume"; readonly id: number }
  /** Serves the API over HTTP from now on; the answer is its address. */
  | { readonly ask: "serve" }
  /** Watches a pipeline from now on, as an open page does. */
  | { readonly ask: "watch"; readonly id: number };
export type WebAnswer = Run | number | string | null;

export type StandInWeb = {
  readonly pid: number;
  run(shape: Shape, script: string): Promise<Run>;
  /** Launches a shape and pauses it at once; gives the pipeline's number. */
  launchPaused(shape: Shape, script: string): Promise<number>;
  resume(id: number): Promise<void>;
  /** Serves the API over HTTP; gives its address. */
  serve(): Promise<string>;
  watch(id: number): Promise<void>;
  stop(): Promise<void>;
};

/** What stands in for the web process: see `stand-in-web.ts`. @param dataDir the one of the runners. */
export async function startWeb(databaseUrl: string, dataDir: string): Promise<StandInWeb> {
  const file = fileURLToPath(new URL("./stand-in-web.ts", import.meta.url));
  const child: AskedChild<WebQuestion, WebAnswer> = await startAskedChild(
    file,
    [databaseUrl, join(dataDir, "wake-ups")],
    ["--import", "tsx"],
  );
  return {
    pid: child.pid,
    run: async (shape, script) => (await child.ask({ ask: "run", shape, script })) as Run,
    launchPaused: async (shape, script) =>
      (await child.ask({ ask: "launch paused", shape, script })) as number,
    resume: async (id) => void (await child.ask({ ask: "resume", id })),
    serve: async () => (await child.ask({ ask: "serve" })) as string,
    watch: async (id) => void (await child.ask({ ask: "watch", id })),
    stop: child.stop,
  };
}
