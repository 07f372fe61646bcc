import type { Finding, Interpreter, Values, VertexSpec } from "../../model/graph-content.ts";
import type { AttemptOutcome, PipelineFacts } from "../../plan/pipeline-now.ts";
import type { PlanVertex } from "../../plan/plan.ts";
import type { Programs } from "../../plan/programs.ts";
import type { FileFields } from "../../shape/file-part.ts";
import type { Undone } from "../../values/environment.ts";
import type { ExecutionEnd } from "./execution-end.ts";
import type { Task } from "./task.ts";

export type VertexField = keyof VertexSpec;

/** A text of a vertex in which `{name}` is the value of an input. */
export type Template = {
  readonly text: string;
  /** The rules by which placeholders are found: those of a language, or (`text`) none. */
  readonly language: Interpreter | "text";
};

/** A CEL expression over the received data, in a field that only this kind has. */
export type Condition = { readonly what: string; readonly text: string };

/** What all kinds have, whatever executes them. */
type AnyKind = {
  /** The fields that it may have, in addition to those that every vertex has. */
  readonly fields: readonly VertexField[];
  /** A vertex of the kind, as in a graph file, with every field that only this kind has. */
  readonly example: FileFields;
  /** Checks the fields that only this kind has. */
  readonly findings: (name: string, spec: VertexSpec) => readonly Finding[];
  /** Returns the vertex with `change` applied to each text that may have placeholders. Used to read and to rename them. */
  readonly mapTemplates: (spec: VertexSpec, change: (template: Template) => string) => VertexSpec;
  /** The received data that its outputs' `from` and its conditions may read, with CEL types; null if it receives none. */
  readonly received: Readonly<Record<string, string>> | null;
  /** Returns the vertex with `change` applied to each expression in a field that only this kind has. As `mapTemplates`. */
  readonly mapConditions: (spec: VertexSpec, change: (condition: Condition) => string) => VertexSpec;
  /** True if what it does may have to be undone. */
  readonly changesSomething: (spec: VertexSpec) => boolean;
  /** The CEL type of an undeclared output. */
  readonly undeclaredOutput: (output: string) => "string" | "int" | "dyn";
};

/** What is needed to make the task of a track. */
export type TaskOrder = {
  readonly vertex: PlanVertex;
  /** The compiled scripts of the plan. */
  readonly programs: Programs;
  readonly values: Values;
  /** The most bytes of the log of an attempt. */
  readonly logBytes: number;
  /** What an undo script is given; null if the task is not an undo. */
  readonly undone: Undone | null;
  readonly where: {
    readonly pipeline: number;
    readonly pipelineName: string;
    readonly graph: string;
    /** What the graph is called where a renaming does not come. */
    readonly lastingName: string;
    readonly vertex: string;
    readonly digest: string;
  };
};

export type TaskRendered =
  | {
      /** The task as text for people. */
      readonly text: string;
      /** The task of one attempt, by the attempt's number. */
      readonly taskOf: (attempt: number) => Task;
    }
  /** Why it cannot be executed, as part of a sentence. */
  | { readonly reason: string };

/** An execution that ended by itself, and what is needed to decide its outcome. */
export type Ended = {
  readonly vertex: PlanVertex;
  readonly end: ExecutionEnd;
  /** The heads of its out-edges. */
  readonly successors: readonly { readonly number: number; readonly name: string }[];
  readonly facts: Pick<PipelineFacts, "params" | "pipeline" | "types">;
  /** From 0 to 1, for the delay of a retry. */
  readonly random: number;
};

/** A kind whose tracks runners claim. */
export type RunnerKind = AnyKind & {
  readonly carriedOutBy: "runner";
  /** The timeout, if the graph gives none; null: no limit. */
  readonly usualTimeoutMs: number | null;
  readonly render: (order: TaskOrder) => TaskRendered;
  /** The outcome of its track after its execution ended. */
  readonly outcome: (ended: Ended) => AttemptOutcome;
  /** The outputs that an execution gave before it failed; null if none can be read. Undo scripts read them. */
  readonly outputsBefore?: (
    spec: VertexSpec,
    end: ExecutionEnd,
    successors: Ended["successors"],
  ) => Values | null;
  /** The end of a successful execution. The simulation uses it. */
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

/** A kind that runs as a child pipeline. */
export type PipelineKind = AnyKind & {
  readonly carriedOutBy: "pipeline";
  /** The reason of a track while its child pipeline runs. */
  readonly text: (spec: VertexSpec) => string;
};

/** A kind that sleeps until a time has come or a callback is received. */
export type SleepingKind = AnyKind & {
  readonly carriedOutBy: "sleep";
  /** How it begins to sleep. Without `sleepMs` there is no time limit. */
  readonly sleep: (
    spec: VertexSpec,
    now: number,
  ) => { readonly sleep: "wait" | "callback"; readonly text: string; readonly sleepMs?: number };
};

/** Everything that the engine knows about one kind of vertex. Other code finds it in `KINDS`. */
export type Kind = RunnerKind | PersonKind | PipelineKind | SleepingKind;
