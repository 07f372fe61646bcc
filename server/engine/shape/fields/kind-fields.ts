import * as z from "zod";
import { valueInWords } from "../../text/value-in-words.ts";
import { momentProblem, zoneProblem } from "../../time/moments.ts";
import { graphNameProblem } from "../names/graph-names.ts";
import { headerNameProblem } from "../names/header-names.ts";
import { FENCES } from "./fences.ts";
import {
  conditionField,
  durationField,
  flagField,
  namedField,
  part,
  proseField,
  recordField,
  scriptField,
  setField,
  withoutDefault,
  wordField,
} from "./fields.ts";
import { withFileForm } from "./file-form.ts";
import { transferField } from "./transfer-field.ts";

export const INTERPRETERS = ["bash", "sh", "python3", "node"] as const;
export const HTTP_METHODS = ["GET", "POST", "PUT", "PATCH", "DELETE", "HEAD"] as const;
const SEALED_GRAPH = /^(.+)@(\d{1,9})$/;
const [, ...OTHER_INTERPRETERS] = INTERPRETERS;
const [, ...OTHER_METHODS] = HTTP_METHODS;
const [USUAL_FENCE, ...OTHER_FENCES] = FENCES;

const prompt = part(
  z.strictObject({
    title: proseField(1_000).describe("The question that the person is asked."),
    assignees: setField(
      z
        .string()
        .min(1)
        .max(200)
        .regex(/^(?:(?:person|group|token):\S(?:.*\S)?|role:(?:viewer|operator|approver|designer|admin))$/u, {
          error: ({ input }) =>
            `Wanted who may answer, as person:ann@example.com, group:NAME, role:approver or token:NAME; found ${valueInWords(input)}.`,
        }),
      100,
    ).describe("Who may answer: person:EMAIL or person:NAME, group:NAME, role:ROLE, token:NAME."),
    quorum: withoutDefault(z.int().min(1).max(100), (count) => count === 1).describe(
      "How many different people must approve.",
    ),
    excludeLauncher: flagField().describe(
      "Whoever launched the pipeline, or decided what runs in it, may not answer.",
    ),
    excludeSealer: flagField().describe("Whoever sealed the revision may not answer."),
    timeout: durationField(1).optional().describe("How long the vertex waits for an answer."),
    onTimeout: wordField("fail", ["approve", "reject"]).describe(
      "What happens if no person answers in time.",
    ),
  }),
);

const callback = z.codec(
  z.union([
    z.literal("once"),
    part(
      z.strictObject({
        until: conditionField().describe("A CEL expression: the vertex waits for more calls until it holds."),
        fail: conditionField().describe("A CEL expression: if it holds, the wait fails."),
        onInvalid: wordField("wait", ["fail"]).describe(
          "What happens if the data of a call does not fit. It is refused in both cases.",
        ),
      }),
    ),
  ]),
  z.custom<"once" | { readonly until?: string; readonly fail?: string; readonly onInvalid?: "fail" }>(),
  {
    decode: (policy) => (typeof policy === "object" && Object.keys(policy).length === 0 ? "once" : policy),
    encode: (policy) => policy,
  },
);

const wait = part(
  z.strictObject({
    for: durationField(1).optional().describe("How long the vertex waits."),
    until: namedField(momentProblem)
      .optional()
      .describe(
        "The next such time of day, such as `02:00`, or a moment, such as `2026-12-24T18:00`, in `zone`.",
      ),
    zone: withoutDefault(namedField(zoneProblem), (zone) => zone === "UTC").describe("An IANA time zone."),
    callback: callback
      .optional()
      .describe(
        "A call from outside. The first call ends the wait, or conditions over `call` and `calls` decide.",
      ),
  }),
);

const address = z.string().min(1).max(1_000);

const http = part(
  z.strictObject({
    method: wordField("GET", OTHER_METHODS),
    url: z.string().min(1).max(8_000).describe("`{name}` is the value of an input, percent-encoded."),
    headers: recordField(headerNameProblem, z.string().max(8_000)),
    body: scriptField().describe("`{name}` is the value of an input, escaped for JSON, a form or XML."),
    expect: withoutDefault(
      z.array(z.int().min(100).max(599)).max(100),
      (statuses) => statuses.length === 0,
    ).describe("The statuses that count as a success. Default: 200 to 299."),
  }),
);

/** One address may be written without a list. */
const recipients = z.codec(
  z.union([address, z.array(address).min(1).max(100)]),
  z.custom<readonly string[]>(),
  {
    decode: (found) => (typeof found === "string" ? [found] : found),
    encode: (list) => (list.length === 1 ? (list[0] ?? "") : [...list]),
  },
);

const email = part(
  z.strictObject({
    to: recipients.describe("The recipients, one address each. `{name}` is the value of an input."),
    subject: z.string().min(1).max(1_000).describe("One line. `{name}` is the value of an input."),
    body: scriptField().describe("Plain text. `{name}` is the value of an input."),
    user: proseField(1_000).describe(
      "The login, if it is not the runner's. `{name}` is the value of an input.",
    ),
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
      .describe("The digest of the revision. Set when the file is saved."),
  }),
);

/** `deploy@3` is read as `{ name: deploy, revision: 3 }`. */
const graph = z.codec(
  withFileForm(z.unknown(), () => z.union([z.string().regex(SEALED_GRAPH), sealedGraph])),
  sealedGraph,
  {
    decode: (found, context) => {
      if (typeof found !== "string") return found as z.input<typeof sealedGraph>;
      const parts = SEALED_GRAPH.exec(found.trim());
      if (parts !== null) return { name: parts[1] ?? "", revision: Number(parts[2]) };
      const message = `Wanted a sealed graph such as \`deploy@3\`, found ${valueInWords(found)}.`;
      context.issues.push({ code: "custom", message, input: found });
      return z.NEVER;
    },
    encode: (spec) => spec,
  },
);

/**
 * The fields that only one kind of vertex has, in the order in which they are written. A new kind begins here: its record
 * in `kinds/` gives the fields their meaning.
 */
export const KIND_FIELDS = {
  script: {
    script: scriptField().describe("The program text. `{name}` is the value of an input."),
    interpreter: wordField("bash", OTHER_INTERPRETERS).describe("The program that executes the script."),
    output: wordField("merged", ["split"]).describe(
      "`merged`: stdout and stderr are one stream in the log, in the order in which they were written. `split`: each is marked in the log, and their order among each other is not kept.",
    ),
    fence: wordField(USUAL_FENCE, OTHER_FENCES).describe(
      "What the script can reach. `default`: its own directory and /tmp, the machine's other files without changing them, and the network. `offline`: the same without the network. `host`: all that the runner's user can reach.",
    ),
  },
  approval: { prompt: prompt.optional().describe("What a person is asked to approve.") },
  graph: { graph: graph.optional().describe("A sealed graph that runs as a child pipeline.") },
  wait: {
    wait: wait.optional().describe("What the vertex waits for: one of `for`, `until` and `callback`."),
  },
  http: { http: http.optional().describe("An HTTP request. The response becomes the outputs.") },
  email: { email: email.optional().describe("An email that the runner sends by its SMTP server.") },
  transfer: {
    transfer: transferField.optional().describe("Rows that are moved from one server to another."),
  },
} as const;

/** A field that only one kind has. */
export type OwnField = { [Kind in VertexKind]: keyof (typeof KIND_FIELDS)[Kind] }[VertexKind];

export type VertexKind = keyof typeof KIND_FIELDS;

/** The kinds of vertices. The first is the default. */
export const VERTEX_KINDS = Object.keys(KIND_FIELDS) as readonly VertexKind[];
