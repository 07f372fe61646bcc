import * as z from "zod";
import { metText } from "../text/met-text.ts";
import { momentProblem, zoneProblem } from "../time/moments.ts";
import {
  conditionField,
  durationField,
  flagField,
  leftOut,
  namedField,
  part,
  proseField,
  recordField,
  scriptField,
  setField,
  wordField,
} from "./fields.ts";
import { markedAs } from "./file-form.ts";
import { graphNameProblem } from "./graph-names.ts";
import { headerNameProblem } from "./header-names.ts";

export const INTERPRETERS = ["bash", "sh", "python3", "node"] as const;
export const HTTP_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"] as const;
const SEALED_GRAPH = /^(.+)@(\d{1,9})$/;
const [, ...OTHER_INTERPRETERS] = INTERPRETERS;
const [, ...OTHER_METHODS] = HTTP_METHODS;

const prompt = part(
  z.strictObject({
    title: proseField(1_000).describe("What the person is asked."),
    assignees: setField(z.string().min(1).max(200), 100).describe("Who may answer. Not carried out yet."),
    quorum: leftOut(z.int().min(1).max(100), (count) => count === 1).describe(
      "How many have to approve. Not carried out yet.",
    ),
    excludeLauncher: flagField().describe("Whoever launched may not answer. Not carried out yet."),
    timeout: durationField(1).optional().describe("How long it waits for an answer."),
    onTimeout: wordField("fail", ["approve", "reject"]).describe(
      "What happens where nobody answers in time.",
    ),
  }),
);

const callback = z.codec(
  z.union([
    z.literal("once"),
    part(
      z.strictObject({
        until: conditionField().describe("A CEL expression: it waits for more calls until this holds."),
        fail: conditionField().describe("A CEL expression: where it holds, the wait has failed."),
      }),
    ),
  ]),
  z.custom<"once" | { readonly until?: string; readonly fail?: string }>(),
  {
    decode: (policy) => (typeof policy === "object" && Object.keys(policy).length === 0 ? "once" : policy),
    encode: (policy) => policy,
  },
);

const wait = part(
  z.strictObject({
    for: durationField(1).optional().describe("A time to pass."),
    until: namedField(momentProblem)
      .optional()
      .describe("`02:00`, the next such time of the day, or a moment: `2026-12-24T18:00`. Both in `zone`."),
    zone: leftOut(namedField(zoneProblem), (zone) => zone === "UTC").describe("An IANA time zone."),
    callback: callback
      .optional()
      .describe(
        "A call from outside: the first one ends the wait, or conditions over `call` and `calls` say.",
      ),
  }),
);

const address = z.string().min(1).max(1_000);

const http = part(
  z.strictObject({
    method: wordField("GET", OTHER_METHODS),
    url: z.string().min(1).max(8_000).describe("`{name}` is the value of an input, percent-encoded."),
    headers: recordField(headerNameProblem, z.string().max(8_000)),
    body: scriptField().describe("`{name}` is the value of an input, escaped as JSON, form or XML asks."),
    expect: leftOut(
      z.array(z.int().min(100).max(599)).max(100),
      (statuses) => statuses.length === 0,
    ).describe("The statuses that count as a success; left out: 200 to 299."),
  }),
);

/** One address may stand without a list. */
const recipients = z.codec(
  z.union([address, z.array(address).min(1).max(100)]),
  z.custom<readonly string[]>(),
  {
    decode: (met) => (typeof met === "string" ? [met] : met),
    encode: (list) => (list.length === 1 ? (list[0] ?? "") : [...list]),
  },
);

const email = part(
  z.strictObject({
    to: recipients.describe("Whom it goes to, one address each. `{name}` is the value of an input."),
    subject: z.string().min(1).max(1_000).describe("One line. `{name}` is the value of an input."),
    body: scriptField().describe("Plain text. `{name}` is the value of an input."),
    user: proseField(1_000).describe("The login, where it is not the runner's own. `{name}` is an input."),
    password: proseField(1_000).describe("`{name}` of an input of the type `secret`."),
  }),
);

const sealedGraph = part(
  z.strictObject({
    name: namedField(graphNameProblem),
    revision: z.int().min(1).max(1_000_000_000),
    digest: z
      .string()
      .regex(/^sha256:[0-9a-f]{64}$/, { error: "Wanted `sha256:` and 64 hex digits." })
      .optional()
      .describe("What is pinned: filled in when the file is saved."),
  }),
);

/** `deploy@3` is read as `{ name: deploy, revision: 3 }`. */
const graph = z.codec(
  markedAs(z.unknown(), () => z.union([z.string().regex(SEALED_GRAPH), sealedGraph])),
  sealedGraph,
  {
    decode: (met, context) => {
      if (typeof met !== "string") return met as z.input<typeof sealedGraph>;
      const parts = SEALED_GRAPH.exec(met.trim());
      if (parts !== null) return { name: parts[1] ?? "", revision: Number(parts[2]) };
      const message = `Wanted a sealed graph such as \`deploy@3\`, met ${metText(met)}.`;
      context.issues.push({ code: "custom", message, input: met });
      return z.NEVER;
    },
    encode: (spec) => spec,
  },
);

/**
 * What each kind of vertex has of its own in a graph file, in the order in which it is written. A new kind begins here:
 * its record in `kinds/` says what the fields mean.
 */
export const KIND_FIELDS = {
  script: {
    script: scriptField().describe("What is executed. `{name}` is the value of an input."),
    interpreter: wordField("bash", OTHER_INTERPRETERS).describe("What executes the script."),
  },
  approval: { prompt: prompt.optional().describe("What a person is asked, who has to approve.") },
  graph: { graph: graph.optional().describe("A sealed graph that runs as a pipeline of its own.") },
  wait: { wait: wait.optional().describe("What it waits for: `for`, `until` or `callback`, one of them.") },
  http: { http: http.optional().describe("A request. The answer becomes its outputs.") },
  email: { email: email.optional().describe("An email that the runner sends by its SMTP server.") },
} as const;

/** A field that one kind alone has. */
export type OwnField = { [Kind in VertexKind]: keyof (typeof KIND_FIELDS)[Kind] }[VertexKind];

export type VertexKind = keyof typeof KIND_FIELDS;

/** The kinds of vertices; the first is what a vertex is that names none. */
export const VERTEX_KINDS = Object.keys(KIND_FIELDS) as readonly VertexKind[];
