/**
 * What a graph is made of, in its one normal form: defaults are left out, aliases are resolved, so that the same graph
 * has the same text and the same digest. `parseGraphFile` in graph-file.ts is the only maker of these values.
 */
export const INPUT_TYPES = [
  "string",
  "text",
  "integer",
  "number",
  "boolean",
  "enum",
  "json",
  "list",
  "date",
  "datetime",
  "ip",
  "secret",
] as const;
export type InputType = (typeof INPUT_TYPES)[number];

/** A value as it stands in a graph file, in the API and in the database. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type InputSpec = {
  readonly type: InputType;
  readonly required?: true;
  readonly default?: Json;
  /** `never` forbids the prompt: a missing value then fails the track. */
  readonly ask?: "never";
  /** A CEL expression over `params`, `outputs.<vertex>`, `callbacks.<vertex>`, `pipeline`, `item`. */
  readonly from?: string;
  readonly enum?: readonly string[];
  readonly min?: number;
  readonly max?: number;
  /** An RE2-safe regular expression that the whole value must match. */
  readonly pattern?: string;
  readonly description?: string;
};

export const INTERPRETERS = ["bash", "sh", "python3", "node"] as const;
export type Interpreter = (typeof INTERPRETERS)[number];

/** Durations are milliseconds here and `10m`, `90s`, `1h30m` in files. */
export type RetryPolicy = {
  /** How often; left out where `each` says it. */
  readonly max?: number;
  /** A CEL expression that gives a list: each attempt reads another one of it as `item`. */
  readonly each?: string;
  readonly delay?: number;
  readonly factor?: number;
  readonly jitter?: true;
  readonly onExit?: readonly number[];
};

/** A script that is executed again and again until it succeeds, and holds no runner in between. */
export type PollPolicy = {
  readonly every: number;
  readonly factor?: number;
  /** Counted from its first attempt's end. */
  readonly timeout?: number;
  /** Other exit codes are failures. */
  readonly onExit?: readonly number[];
};

/** What a wait waits for: a time to pass, a moment to come, or a call from outside. */
export type WaitSpec = {
  readonly for?: number;
  /** `02:00`, the next such time of the day, or `2026-12-24T18:00`, both in `zone`. */
  readonly until?: string;
  /** An IANA time zone; left out = UTC. */
  readonly zone?: string;
  readonly callback?: CallbackPolicy;
};

/** What calls from outside make of a wait: the first one ends it, or conditions over `call` and `calls` say. */
export type CallbackPolicy =
  | "once"
  | {
      /** A CEL expression: it goes on waiting for more calls until this holds. */
      readonly until?: string;
      /** A CEL expression: where it holds, the wait has failed. */
      readonly fail?: string;
    };

export const HTTP_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"] as const;

/** A request. `{name}` is the value of an input, in the address, the headers and the body. */
export type HttpSpec = {
  readonly method?: Exclude<(typeof HTTP_METHODS)[number], "GET">;
  readonly url: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
  /** The statuses that count as a success; left out = 2xx. */
  readonly expect?: readonly number[];
};

/** A sealed graph that runs as a pipeline of its own. */
export type ChildSpec = {
  readonly name: string;
  readonly revision: number;
  /** What is pinned: filled in when the file is saved. */
  readonly digest?: string;
};

/** A vertex that is executed again after it succeeded, until a condition holds. */
export type RepeatPolicy = {
  /** A CEL expression over `result`, what the round gave, and `index`, its place from 0. */
  readonly until: string;
  /** How many rounds there are at the most. */
  readonly max: number;
  readonly delay?: number;
};

/** A vertex that is executed once for each item of a list, by a track for each. */
export type ForeachSpec = {
  /** A CEL expression that gives the list. */
  readonly items: string;
  /** How many at once; left out: any number. */
  readonly parallel?: number;
};

export type OutputSpec = {
  readonly type: InputType;
  readonly required?: true;
  /** A CEL expression over what was received; for kinds that receive something. */
  readonly from?: string;
  readonly description?: string;
};

export type ApprovalPrompt = {
  readonly title?: string;
  readonly assignees?: readonly string[];
  readonly quorum?: number;
  readonly excludeLauncher?: true;
  readonly timeout?: number;
  readonly onTimeout?: "fail" | "approve" | "reject";
};

export const VERTEX_KINDS = ["script", "approval", "graph", "wait", "http", "transfer"] as const;
export type VertexKind = (typeof VERTEX_KINDS)[number];

export type JoinPolicy = "any" | "every";

/** What a graph gives whoever runs it as a child. */
export type GraphOutputSpec = Omit<OutputSpec, "from"> & {
  /** A CEL expression, worked out once all has succeeded. */
  readonly from: string;
};

/** One vertex. Which fields a kind may carry is the kind's own law; check says so. */
export type VertexSpec = {
  readonly kind?: Exclude<VertexKind, "script">;
  readonly description?: string;
  readonly inputs?: Readonly<Record<string, InputSpec>>;
  readonly outputs?: Readonly<Record<string, OutputSpec>>;
  readonly script?: string;
  readonly interpreter?: Exclude<Interpreter, "bash">;
  /** Milliseconds. */
  readonly timeout?: number;
  readonly onTimeout?: "skip" | "retry";
  readonly retry?: RetryPolicy;
  readonly poll?: PollPolicy;
  readonly onFailure?: "ignore";
  readonly onLost?: "fail" | "retry";
  /** The script that undoes it. */
  readonly revert?: string;
  /** It is undone even where it failed. */
  readonly revertFailed?: true;
  readonly labels?: readonly string[];
  readonly priority?: number;
  /** Named locks that it holds while it runs: nothing else that names one of them does. */
  readonly locks?: readonly string[];
  /** How many tracks of this vertex run at once, of all pipelines of the graph. */
  readonly limit?: number;
  readonly foreach?: ForeachSpec;
  readonly repeat?: RepeatPolicy;
  readonly join?: JoinPolicy;
  readonly branch?: "first" | "one";
  readonly prompt?: ApprovalPrompt;
  readonly wait?: WaitSpec;
  readonly http?: HttpSpec;
  readonly graph?: ChildSpec;
};

export type EdgeSpec = {
  readonly tail: string;
  readonly head: string;
  /** Left out = `succeeded`. `failed`, `always`, or a CEL expression. */
  readonly when?: string;
  readonly default?: true;
};

export type GraphContent = {
  readonly signalbox: 1;
  readonly name: string;
  readonly description?: string;
  readonly params?: Readonly<Record<string, InputSpec>>;
  readonly outputs?: Readonly<Record<string, GraphOutputSpec>>;
  readonly onFailure?: "continue" | "revert";
  /** How many pipelines of it run at once, and how many tracks of one pipeline. */
  readonly limits?: { readonly pipelines?: number; readonly tracks?: number };
  /** Milliseconds that a pipeline of it may take as a whole. */
  readonly timeout?: number;
  /** In the file's order; a vertex's number is its place in it, from 0. */
  readonly vertices: ReadonlyMap<string, VertexSpec>;
  /** In the file's order. */
  readonly edges: readonly EdgeSpec[];
};

/** What a graph says of itself, beside its name, its vertices and its edges. */
export type GraphHeader = Omit<GraphContent, "signalbox" | "name" | "vertices" | "edges">;

/** The header of a graph, whole. */
export function headerOf({
  signalbox: _1,
  name: _2,
  vertices: _3,
  edges: _4,
  ...header
}: GraphContent): GraphHeader {
  return header;
}

/** Where the vertices stand on the canvas. Not part of the digest. */
export type Layout = ReadonlyMap<string, { readonly x: number; readonly y: number }>;

export type GraphFile = { readonly content: GraphContent; readonly layout: Layout };

export type FindingLevel = "error" | "warning";

/** One thing that check has to say. `code` is the rule's id and stays the same for ever; `text` is a whole sentence. */
export type Finding = {
  readonly code: string;
  readonly level: FindingLevel;
  readonly text: string;
  readonly vertices: readonly string[];
  readonly edges: readonly { readonly tail: string; readonly head: string }[];
};
