import type { Subject } from "#services/rights/judge.ts";

export type AboutKind =
  | Subject["kind"]
  /** Several: its service shows those that may be read. */
  | "many"
  /** Its service finds out what it is about, and has it judged. */
  | "inside"
  /** Whoever asks. */
  | "oneself";

/** What an input is about. Without it there is no procedure, so nothing is done that was not judged. */
export type About<Input> = {
  readonly kind: AboutKind;
  /** Null where there is no one thing that could be judged before the procedure runs. */
  readonly of: ((input: Input) => Subject) | null;
};

/** The graph whose name is the field `name`. */
export const GRAPH: About<{ readonly name: string }> = {
  kind: "graph",
  of: ({ name }) => ({ kind: "graph", name }),
};

/** The graph whose name is the field `graph`. */
export const GRAPH_FIELD: About<{ readonly graph: string }> = {
  kind: "graph",
  of: ({ graph }) => ({ kind: "graph", name: graph }),
};

export const LAUNCH: About<{ readonly graph: string; readonly key?: string | undefined }> = {
  kind: "launch",
  of: ({ graph, key }) => ({ kind: "launch", name: graph, key }),
};

export const PIPELINE: About<{ readonly id: number }> = {
  kind: "pipeline",
  of: ({ id }) => ({ kind: "pipeline", id }),
};

export const PROMPT: About<{ readonly id: number }> = {
  kind: "prompt",
  of: ({ id }) => ({ kind: "prompt", id }),
};

export const SECRET: About<{ readonly name: string }> = {
  kind: "secret",
  of: ({ name }) => ({ kind: "secret", name }),
};

export const CONNECTION: About<{ readonly name: string }> = {
  kind: "connection",
  of: ({ name }) => ({ kind: "connection", name }),
};

export const SCHEDULE: About<{ readonly name: string }> = {
  kind: "schedule",
  of: ({ name }) => ({ kind: "schedule", name }),
};

export const TRIGGER: About<{ readonly name: string }> = {
  kind: "trigger",
  of: ({ name }) => ({ kind: "trigger", name }),
};

export const STREAM_NAME: About<{ readonly name: string }> = {
  kind: "stream",
  of: ({ name }) => ({ kind: "stream", name }),
};
export const NOTICE_RULE: About<{ readonly name: string }> = {
  kind: "notice rule",
  of: ({ name }) => ({ kind: "notice rule", name }),
};

/** The graph whose name is the field `graph`; without it, the whole server. */
export const RETENTION: About<{ readonly graph?: string | undefined }> = {
  kind: "graph",
  of: ({ graph }) => (graph === undefined ? { kind: "server" } : { kind: "graph", name: graph }),
};

/** The folder whose path is the field `folder`. */
export const FOLDER: About<{ readonly folder: string }> = {
  kind: "folder",
  of: ({ folder }) => ({ kind: "folder", path: folder }),
};

/** The folder that holds the one whose path is the field `folder`. */
export const PARENT_FOLDER: About<{ readonly folder: string }> = {
  kind: "parent folder",
  of: ({ folder }) => ({ kind: "parent folder", path: folder }),
};

export const SERVER: About<unknown> = { kind: "server", of: () => ({ kind: "server" }) };
export const MANY: About<unknown> = { kind: "many", of: null };
export const INSIDE: About<unknown> = { kind: "inside", of: null };
export const ONESELF: About<unknown> = { kind: "oneself", of: null };
