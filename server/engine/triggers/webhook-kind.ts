import * as z from "zod";
import { RECEIVED_NAMES } from "../expressions/own-names.ts";
import { isSecretName, SECRET_NAME_WANTED } from "../model/secret-names.ts";
import { isProof } from "./kept-event.ts";
import { defineTriggerKind } from "./trigger-kind.ts";

const HEADER = /^[A-Za-z0-9-]{1,100}$/;
/** The headers that have the id of an event where none is chosen; the first one present counts. */
export const USUAL_ID_HEADERS = ["x-github-delivery", "idempotency-key"] as const;
/** So many pipelines of the graph may be queued where nothing else is chosen. */
export const USUAL_MAX_QUEUED = 1_000;

/** How a sender proves that it has the secret. */
export const PROOFS = ["signature", "token"] as const;

const settings = z.strictObject({
  /** The name of the secret. */
  secret: z.string().refine(isSecretName, { error: `Wanted ${SECRET_NAME_WANTED}.` }),
  /** Absent: `signature`. */
  proof: z.enum(PROOFS).optional(),
  /** The header that has the id of an event. */
  idHeader: z
    .string()
    .regex(HEADER, "Wanted the name of a header, such as X-GitHub-Delivery.")
    .refine((name) => !isProof(name), {
      error: "Wanted a header that proves nothing: its value is stored with the event.",
    })
    .optional(),
  /** Events are refused for a while as long as so many pipelines of the graph are queued. */
  maxQueued: z.int().min(1).max(100_000).optional(),
});

/** The settings of a webhook. */
export type WebhookSettings = z.output<typeof settings>;

/** The settings of a webhook as they were stored; null where they are not of this version. */
export function webhookSettings(stored: unknown): WebhookSettings | null {
  return settings.safeParse(stored).data ?? null;
}

/** Takes JSON by `POST /api/hooks/NAME` from whoever has its secret. */
export const WEBHOOK_KIND = defineTriggerKind({
  label: "Webhook",
  names: RECEIVED_NAMES.webhook,
  settings,
  summary: ({ secret, proof = "signature" }) =>
    proof === "signature"
      ? `signed with the secret ${secret}`
      : `with the secret ${secret} as a bearer token`,
  secretsOf: ({ secret }) => [{ path: "secret", name: secret }],
  complete: ({ body = new Map(), headers, query }) => ({
    body,
    // As HTTP gives them: the case of their names says nothing.
    headers: new Map(
      headers instanceof Map ? [...headers].map(([name, value]) => [name.toLowerCase(), value]) : [],
    ),
    query: query instanceof Map ? query : new Map(),
  }),
  example:
    '{\n  "body": { "ref": "refs/heads/main" },\n  "headers": { "x-github-event": "push" },\n  "query": {}\n}',
});
