import { z } from "zod";
import type { AuditLink } from "#engine/audit/audit-chain.ts";
import { fields, moment, plainText } from "../fields.ts";
import { REFUSAL_CODES } from "../refusal.ts";

/** Who made an entry. */
export const AUDIT_WHO = [
  "person",
  "token",
  "command line",
  "nobody",
  "caller",
  "schedule",
  "trigger",
  "retention",
] as const;
/** What an entry is about: all that the services name. */
export const AUDIT_OBJECTS = [
  "graph",
  "pipeline",
  "track",
  "prompt",
  "secret",
  "connection",
  "stream",
  "runner",
  "person",
  "session",
  "token",
  "folder",
  "group",
  "grant",
  "request",
  "schedule",
  "trigger",
  "notice rule",
  "retention",
] as const;
export const AUDIT_RESULTS = ["done", "refused", ...REFUSAL_CODES] as const;
/** Entries a page. */
export const MAX_AUDIT_PAGE = 500;
/** How long a text may be that narrows the list. */
export const MAX_AUDIT_TEXT = 200;

const id = z.number().int().positive();
const text = plainText.min(1).max(MAX_AUDIT_TEXT);

const filter = {
  who: z.enum(AUDIT_WHO).optional(),
  whoId: id.optional(),
  /** A part of a name. */
  whoName: text.optional(),
  /** The beginning of an act: `graphs.` for all that is done with graphs. */
  act: text.optional(),
  objectKind: z.enum(AUDIT_OBJECTS).optional(),
  objectId: id.optional(),
  /** A part of a name. */
  objectName: text.optional(),
  /** `refused`: with any code. */
  result: z.enum(AUDIT_RESULTS).optional(),
  since: moment.optional(),
  until: moment.optional(),
};

/** Newest first. `before`: the id behind which the page begins. */
export const listAuditInput = fields({
  ...filter,
  before: id.optional(),
  limit: z.number().int().min(1).max(MAX_AUDIT_PAGE).default(50),
});
/** Oldest first, for an export and for the check of the chain. */
export const exportAuditInput = fields({
  ...filter,
  after: z.number().int().min(0).default(0),
  limit: z.number().int().min(1).max(MAX_AUDIT_PAGE).default(MAX_AUDIT_PAGE),
});

export type AuditEntryView = AuditLink;
/** `next`: what to ask for the next page with; null where there is no more. */
export type AuditPage = { readonly entries: readonly AuditEntryView[]; readonly next: number | null };
