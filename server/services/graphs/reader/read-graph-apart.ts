import { existsSync } from "node:fs";
import { join } from "node:path";
import { Worker, type WorkerOptions } from "node:worker_threads";
import { readGraphDocument } from "#engine/graph-file/read-graph-text.ts";
import { MAX_GRAPH_TEXT } from "#engine/graph-file/yaml/read-yaml-text.ts";
import { fromWire, type Wire } from "#engine/json/wire.ts";
import { onceInProcess } from "#platform/copies/once-in-process.ts";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { type DraftText, readDraftText } from "./read-draft-text.ts";

/**
 * A text of at most this length is read at once: the worst of them takes less than to start a thread. One that declares
 * triggers is not: their rules and expressions take longer to judge than to read.
 */
const MAX_SHORT = 8_000;
/** The largest graphs take a third of it where nothing else runs. */
const MAX_MS = 30_000;
const MAX_MEMORY_MB = 1_024;
/** How many texts wait for the one that is read. */
const MAX_WAITING = 10;

const turns = onceInProcess("reading graphs apart", () => ({
  waiting: 0,
  last: Promise.resolve() as Promise<unknown>,
}));

/**
 * As `readDraftText`. A long text is read by a thread of its own, one after the other, so that the process answers
 * meanwhile; the thread is ended where it takes too long or too much memory.
 */
export async function readGraphApart(
  text: string,
  limits = { maxMs: MAX_MS, maxMemoryMb: MAX_MEMORY_MB },
): Promise<DraftText> {
  // One that is too long is refused without being read.
  if (text.length > MAX_GRAPH_TEXT || (text.length <= MAX_SHORT && !hasTriggers(text)))
    return readDraftText(text);
  if (turns.waiting >= MAX_WAITING)
    return problem(`${MAX_WAITING} other graph files are waiting to be read. Try again in a moment.`);
  turns.waiting += 1;
  const turn = turns.last.then(() => readInThread(text, limits));
  turns.last = turn.catch(() => undefined);
  try {
    return await turn;
  } finally {
    turns.waiting -= 1;
  }
}

/** The word alone does not tell it: a key may be written with escapes. */
function hasTriggers(text: string): boolean {
  const { triggers } = readGraphDocument(text);
  return triggers !== undefined && !(Array.isArray(triggers) && triggers.length === 0);
}

type Limits = { readonly maxMs: number; readonly maxMemoryMb: number };

function readInThread(text: string, { maxMs, maxMemoryMb }: Limits): Promise<DraftText> {
  const options: WorkerOptions = {
    workerData: text,
    execArgv: [],
    resourceLimits: { maxOldGenerationSizeMb: maxMemoryMb },
  };
  // Written as `new Worker(…)`, the web's bundler would take every file of the project for a program of the thread.
  const thread: Worker = Reflect.construct(Worker, [programFile(), options]);
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      resolve(problem(`It takes more than ${maxMs / 1_000} seconds to read. ${SMALLER}`));
      void thread.terminate();
    }, maxMs);
    thread.once("message", (message: string) => {
      clearTimeout(timer);
      resolve(fromWire(JSON.parse(message) as Wire) as DraftText);
    });
    thread.once("error", (error: Error & { readonly code?: string }) => {
      clearTimeout(timer);
      if (error.code === "ERR_WORKER_OUT_OF_MEMORY")
        resolve(problem(`It takes more than ${maxMemoryMb} MB of memory to read. ${SMALLER}`));
      else reject(error);
    });
    thread.once("exit", (code) => {
      clearTimeout(timer);
      reject(new Error(`The thread that reads graph files ended with code ${code}, and without an answer.`));
    });
  });
}

const SMALLER = "Split the graph, or write what repeats in it once.";

function problem(text: string): DraftText {
  return { ok: false, problems: [{ path: "", text }] };
}

/** The built program; in development and in tests its source. */
function programFile(): string {
  const name =
    process.env.NODE_ENV === "production"
      ? "dist/graph-reader.mjs"
      : "server/services/graphs/reader/graph-reader-source.mjs";
  // The web's bundle may say another place for itself than the checkout, in which it runs.
  const files = [PROJECT_ROOT, process.cwd()].map((root) => join(root, name));
  return files.find((file) => existsSync(file)) ?? files[0] ?? name;
}
