import type { Finding, Interpreter, Json, VertexSpec } from "../model/graph-content.ts";
import type { AttemptOutcome, PipelineFacts } from "../plan/pipeline-now.ts";
import type { PlanVertex } from "../plan/plan.ts";
import type { Programs } from "../plan/programs.ts";
import type { Undone } from "../values/environment.ts";
import type { ExecutionEnd } from "./execution-end.ts";
import type { Task } from "./task.ts";

export type VertexField = keyof VertexSpec;

type Values = Readonly<Record<string, Json>>;

/** A text of a vertex in which `{name}` is the value of an input. */
export type Template = {
  readonly text: string;
  /** How placeholders are read: by a language's own rules, or wherever they stand. */
  readonly language: Interpreter | "text";
};

/** A CEL expression of a kind's own over what was received. */
export type Condition = { readonly what: string; readonly text: string };

/** What a vertex kind is, whatever carries it out. */
type AnyKind = {
  /** The fields that it may have, beside those that every vertex has. */
  readonly fields: readonly VertexField[];
  /** A vertex of the kind, as it stands in a graph file, with every field that is the kind's own. */
  readonly example: { readonly [field: string]: Json };
  /** What check finds in the fields of its own. */
  readonly findings: (name: string, spec: VertexSpec) => readonly Finding[];
  /** The vertex with each text that holds placeholders changed. It is how they are read as well as renamed. */
  readonly mapTemplates: (spec: VertexSpec, change: (template: Template) => string) => VertexSpec;
  /** What its outputs' `from` and its own conditions read, with CEL types; null where nothing is received. */
  readonly received: Readonly<Record<string, string>> | null;
  readonly conditions: (spec: VertexSpec) => readonly Condition[];
  /** The CEL type of an output that its vertex does not declare. */
  readonly undeclaredOutput: (output: string) => "string" | "int" | "dyn";
};

/** What a runner needs to know of a track to carry it out. */
export type TaskOrder = {
  readonly vertex: PlanVertex;
  /** The compiled scripts of its plan. */
  readonly programs: Programs;
  readonly values: Values;
  /** What an undo script is told; null where it is none. */
  readonly undone: Undone | null;
  readonly where: {
    readonly pipeline: number;
    readonly pipelineName: string;
    readonly vertex: string;
    readonly digest: string;
  };
};

export type TaskRendered =
  | {
      /** What people read of it. */
      readonly text: string;
      /** The task of the attempt of this number. */
      readonly taskOf: (attempt: number) => Task;
    }
  /** Why it cannot be carried out, as a part of a sentence. */
  | { readonly reason: string };

/** An execution that ended by itself. */
export type Ended = {
  readonly vertex: PlanVertex;
  readonly end: ExecutionEnd;
  /** The heads of its out-edges. */
  readonly successors: readonly { readonly number: number; readonly name: string }[];
  readonly facts: Pick<PipelineFacts, "params" | "pipeline">;
  /** From 0 to 1, for the delay of a retry. */
  readonly random: number;
};

/** A kind whose tracks runners claim. */
export type RunnerKind = AnyKind & {
  readonly carriedOutBy: "runner";
  /** How long it may take where its graph does not say; null: as long as it takes. */
  readonly usualTimeoutMs: number | null;
  readonly render: (order: TaskOrder) => TaskRendered;
  /** What its end means for its track. */
  readonly outcome: (ended: Ended) => AttemptOutcome;
  /** How a good end of it looks: the simulation uses it. */
  readonly exampleEnd: Partial<ExecutionEnd>;
};

/** A kind that a person decides about. */
export type PersonKind = AnyKind & {
  readonly carriedOutBy: "person";
  readonly question: (spec: VertexSpec) => {
    readonly title: string | null;
    readonly timeoutMs: number | null;
  };
};

/** A kind that runs as a pipeline of its own. */
export type PipelineKind = AnyKind & {
  readonly carriedOutBy: "pipeline";
  /** What people are told of a track while its child runs. */
  readonly text: (spec: VertexSpec) => string;
};

/** A kind that sleeps until something happens outside. */
export type SleepingKind = AnyKind & {
  readonly carriedOutBy: "sleep";
  /** How it begins to sleep; `sleepMs` left out: until it is called. */
  readonly sleep: (
    spec: VertexSpec,
    now: number,
  ) => { readonly sleep: "wait" | "callback"; readonly text: string; readonly sleepMs?: number };
};

/** One kind of vertex, whole: reading, check, the transitions and the runner's task look it up in `KINDS`. */
export type Kind = RunnerKind | PersonKind | PipelineKind | SleepingKind;
