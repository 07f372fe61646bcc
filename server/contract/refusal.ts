/**
 * Why something that was asked for is not done. The list is closed; the transport's status and the command line's exit
 * code follow from it (server/trpc/refusals.ts, server/cli).
 */
export const REFUSAL_CODES = [
  /** The request itself is malformed or a value does not fit: nothing was written. */
  "bad-input",
  "not-found",
  /** Somebody saved, answered or decided in between. */
  "conflict",
  /** The graph has findings that forbid it. */
  "check-failed",
  /** The present state of the pipeline, track or prompt forbids it. */
  "state-forbids",
  "not-signed-in",
  /** Whoever asks is known, and may not do this. */
  "not-allowed",
  /** Too many wrong passwords. */
  "too-often",
  "too-large",
  "database-away",
  /** Another transaction held a lock for too long. */
  "database-busy",
  /** It is not known whether the request was carried out: the answer of the server, or of its database, was lost. */
  "outcome-unknown",
  /** It was found out afterwards: the request was not carried out, and never will be. */
  "not-done",
] as const;
export type RefusalCode = (typeof REFUSAL_CODES)[number];

/** One thing that is wrong, and where: a path into the request (`vertices.A.inputs.ip`), a line, or a field's name. */
export type Problem = {
  readonly path: string;
  readonly text: string;
  readonly line?: number;
  readonly column?: number;
};

/** The verbs of the command line that a refusal may name. The command line puts each into a sentence. */
export const REFUSAL_VERBS = [
  "connection list",
  "folder list",
  "graph list",
  "graph move",
  "graph test",
  "notice list",
  "notice log",
  "pipeline list",
  "pipeline show",
  "prompt list",
  "runner list",
  "schedule list",
  "secret list",
  "trigger deliveries",
  "trigger list",
] as const;
export type RefusalVerb = (typeof REFUSAL_VERBS)[number];

/** What helps whoever asked at a command line. Pages have other ways to the same. */
export type RefusalCommand = {
  readonly verb: RefusalVerb;
  /** Of what it is about, such as the pipeline's; none: the verb lists what there is, or its arguments are known. */
  readonly id?: number;
};

export type Refusal = {
  readonly code: RefusalCode;
  /** A whole sentence: what was wanted and what was found. */
  readonly text: string;
  /** What was kept, where something was in danger. */
  readonly kept?: string;
  /** What to do, wherever it was asked: never a command of the command line. */
  readonly todo?: string;
  readonly command?: RefusalCommand;
  readonly problems?: readonly Problem[];
};
