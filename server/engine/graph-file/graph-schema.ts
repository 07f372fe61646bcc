// `import { z }` would bring every locale and format of zod into the browser: 97 kB instead of 33, gzipped.
import * as z from "zod";
import { headerNameProblem } from "../kinds/http-request.ts";
import {
  type CallbackPolicy,
  type ChildSpec,
  type EdgeSpec,
  type ForeachSpec,
  HTTP_METHODS,
  type HttpSpec,
  type RepeatPolicy,
  type RetryPolicy,
  type VertexSpec,
} from "../model/graph-content.ts";
import { graphNameProblem, inputNameProblem, vertexNameOf, vertexNameProblem } from "../model/graph-names.ts";
import { MAX_RUNNER_LABELS } from "../model/labels.ts";
import { MAX_ITEMS } from "../policies/foreach.ts";
import { momentProblem, zoneProblem } from "../time/moments.ts";
import {
  conditionField,
  durationField,
  filled,
  flagField,
  mapField,
  namedField,
  proseField,
  recordField,
  scriptField,
  setField,
  unless,
  wordField,
} from "./file-fields.ts";
import { metText } from "./graph-file-problem.ts";
import { graphOutputSpecSchema, inputSpecSchema, outputSpecSchema } from "./input-spec-schema.ts";

export const MAX_VERTICES = 10_000;
export const MAX_EDGES = 50_000;
/** Pixels from the canvas's origin: farther out nobody finds a vertex again. */
export const MAX_COORDINATE = 1_000_000;

const vertexName = namedField(vertexNameProblem).transform(vertexNameOf);
/** No runner has more labels than `MAX_RUNNER_LABELS`, so that a vertex that asks for more would never run. */
const label = namedField(labelProblem);

const retry = z
  .strictObject({
    max: z.int().min(0).max(1_000).optional(),
    each: conditionField(),
    delay: unless(durationField(0), (milliseconds) => milliseconds === 0),
    factor: unless(z.number().min(1).max(100), (factor) => factor === 1),
    jitter: flagField(),
    onExit: unless(z.array(z.int().min(1).max(255)).max(255), (codes) => codes.length === 0),
  })
  .superRefine(({ max, each }, context) => {
    if ((max === undefined) === (each === undefined))
      context.addIssue({
        code: "custom",
        message:
          "Wanted how often: `max: 2`, or a list of which each attempt has another item: `each: params.mirrors`, one of the two.",
      });
  })
  .transform((policy): RetryPolicy | undefined => (policy.max === 0 ? undefined : filled(policy)))
  .optional();

const prompt = z
  .strictObject({
    title: proseField(1_000),
    assignees: setField(z.string().min(1).max(200), 100),
    quorum: unless(z.int().min(1).max(100), (count) => count === 1),
    excludeLauncher: flagField(),
    timeout: durationField(1).optional(),
    onTimeout: wordField("fail", ["approve", "reject"]),
  })
  .transform(filled)
  .optional();

const poll = z
  .strictObject({
    every: durationField(1_000),
    factor: unless(z.number().min(1).max(100), (factor) => factor === 1),
    timeout: durationField(1_000).optional(),
    onExit: unless(z.array(z.int().min(1).max(255)).max(255), (codes) => codes.length === 0),
  })
  .transform(filled)
  .optional();

const wait = z
  .strictObject({
    for: durationField(1).optional(),
    until: namedField((text) => momentProblem(text)).optional(),
    zone: unless(
      namedField((text) => zoneProblem(text)),
      (zone) => zone === "UTC",
    ),
    callback: z
      .union([
        z.literal("once"),
        z
          .strictObject({ until: conditionField(), fail: conditionField() })
          .transform(
            (policy): CallbackPolicy => (Object.keys(filled(policy)).length === 0 ? "once" : filled(policy)),
          ),
      ])
      .optional(),
  })
  .transform(filled)
  .optional();

const [, ...OTHER_METHODS] = HTTP_METHODS;

const http = z
  .strictObject({
    method: wordField("GET", OTHER_METHODS),
    url: z.string().min(1).max(8_000),
    headers: recordField(headerNameProblem, z.string().max(8_000)),
    body: scriptField(),
    expect: unless(z.array(z.int().min(100).max(599)).max(100), (statuses) => statuses.length === 0),
  })
  .transform((spec): HttpSpec => filled(spec))
  .optional();

const graph = z
  .preprocess(
    childOfText,
    z
      .strictObject({
        name: namedField(graphNameProblem),
        revision: z.int().min(1).max(1_000_000_000),
        digest: z
          .string()
          .regex(/^sha256:[0-9a-f]{64}$/, { error: "Wanted `sha256:` and 64 hex digits." })
          .optional(),
      })
      .transform((spec): ChildSpec => filled(spec)),
  )
  .optional();

const vertex = z.preprocess(
  // `A:` with nothing behind it is a vertex that says nothing yet.
  (met) => (met === null ? {} : met),
  z
    .strictObject({
      kind: wordField("script", ["approval", "graph", "wait", "http", "transfer"]),
      description: proseField(),
      inputs: recordField(inputNameProblem, inputSpecSchema),
      outputs: recordField(inputNameProblem, outputSpecSchema),
      script: scriptField(),
      interpreter: wordField("bash", ["sh", "python3", "node"]),
      timeout: durationField(1).optional(),
      onTimeout: wordField("fail", ["skip", "retry"]),
      retry,
      poll,
      onFailure: wordField("fail", ["ignore"]),
      onLost: wordField("ask", ["fail", "retry"]),
      revert: scriptField(),
      revertFailed: flagField(),
      labels: setField(label, MAX_RUNNER_LABELS),
      locks: setField(label, MAX_RUNNER_LABELS),
      limit: z.int().min(1).max(1_000).optional(),
      priority: unless(z.int().min(-1_000).max(1_000), (priority) => priority === 0),
      foreach: z
        .strictObject({
          items: z.string().min(1).max(10_000),
          parallel: z.int().min(1).max(MAX_ITEMS).optional(),
        })
        .transform((spec): ForeachSpec => filled(spec))
        .optional(),
      repeat: z
        .strictObject({
          until: z.string().min(1).max(10_000),
          max: z.int().min(1).max(1_000),
          delay: unless(durationField(0), (milliseconds) => milliseconds === 0),
        })
        .transform((policy): RepeatPolicy => filled(policy))
        .optional(),
      join: wordField("all", ["any", "every"]),
      branch: z.enum(["first", "one"]).optional(),
      prompt,
      wait,
      http,
      graph,
    })
    .transform((spec): VertexSpec => filled(spec)),
);

const edge = z.preprocess(
  edgeOfText,
  z
    .strictObject({
      tail: vertexName,
      head: vertexName,
      when: unless(z.string().min(1).max(10_000), (condition) => condition === "succeeded"),
      default: flagField(),
    })
    .transform((spec): EdgeSpec => filled(spec)),
);

const coordinate = z
  .number()
  .min(-MAX_COORDINATE)
  .max(MAX_COORDINATE)
  // `+ 0` turns -0 into 0.
  .transform((value) => Math.round(value) + 0);

/** A graph file, every field of it, to the parts of its normal form. */
export const graphSchema = z.strictObject({
  signalbox: z.literal(1, {
    error: (issue) => `Wanted \`signalbox: 1\`, the version of the file's form, met ${metText(issue.input)}.`,
  }),
  name: namedField(graphNameProblem),
  description: proseField(),
  params: recordField(inputNameProblem, inputSpecSchema),
  outputs: recordField(inputNameProblem, graphOutputSpecSchema),
  onFailure: wordField("stop", ["continue", "revert"]),
  limits: z
    .strictObject({
      pipelines: z.int().min(1).max(1_000).optional(),
      tracks: z.int().min(1).max(1_000).optional(),
    })
    .transform((limits) => (Object.keys(filled(limits)).length === 0 ? undefined : filled(limits)))
    .optional(),
  timeout: durationField(1_000).optional(),
  vertices: mapField(vertexName, vertex, MAX_VERTICES),
  edges: z.preprocess((met) => met ?? [], z.array(edge).max(MAX_EDGES)),
  layout: mapField(
    vertexName,
    z.tuple([coordinate, coordinate]).transform(([x, y]) => ({ x, y })),
    MAX_VERTICES,
  ),
});

/** `deploy@3` as `{ name: deploy, revision: 3 }`. */
function childOfText(met: unknown, context: z.RefinementCtx): unknown {
  if (typeof met !== "string") return met;
  const parts = /^(.+)@(\d{1,9})$/.exec(met.trim());
  if (parts !== null) return { name: parts[1], revision: Number(parts[2]) };
  context.addIssue({
    code: "custom",
    message: `Wanted a sealed graph such as \`deploy@3\`, met ${metText(met)}.`,
    input: met,
  });
  return z.NEVER;
}

/** `A -> B` as `{ tail: A, head: B }`. Vertex names have no `>`, so there is only one way to read it. */
function edgeOfText(met: unknown, context: z.RefinementCtx): unknown {
  if (typeof met !== "string") return met;
  const ends = met.split("->").map((end) => end.trim());
  if (ends.length === 2) return { tail: ends[0], head: ends[1] };
  const hint = ends.length > 2 ? " Write one edge for each arrow." : "";
  context.addIssue({
    code: "custom",
    message: `Wanted an edge such as \`A -> B\`, met ${metText(met)}.${hint}`,
    input: met,
  });
  return z.NEVER;
}

function labelProblem(name: string): string | null {
  if (/^[A-Za-z0-9_][A-Za-z0-9_.:/-]{0,62}$/.test(name)) return null;
  return `${name === "" ? "The label is empty" : `\`${name.slice(0, 70)}\` cannot be a label`}. A label begins with one of A-Z a-z 0-9 \`_\`, goes on with those and \`. : / -\`, and has at most 63 characters.`;
}
