import { z } from "zod";
import type { PipelineState } from "#engine/model/pipeline.ts";
import {
  CHANNELS,
  NOTICE_KINDS,
  type NoticeKind,
  type NoticeTarget,
  type QuietHours,
} from "#engine/notices/notice-rule.ts";
import type { NoticeState } from "#engine/notices/notice-state.ts";
import { MAX_DURATION_MS, parseDuration } from "#engine/time/durations.ts";
import { fields, graphName, plainText } from "../fields.ts";
import { folderPath } from "../folders.ts";

const NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;
const name = z
  .string()
  .max(100)
  .regex(NAME, "Wanted a name of letters, digits, dots, hyphens and underscores, such as nightly-failed.");
const duration = z
  .string()
  .max(40)
  .refine(
    (text) => (parseDuration(text) ?? Number.NaN) <= MAX_DURATION_MS,
    "Wanted a duration such as 15m or 2h, at most a year.",
  );
const time = plainText.max(5);
const zone = plainText.max(64);
const secretName = plainText.min(1).max(100);

const email = fields({
  kind: z.literal("email"),
  to: z.array(z.email("Wanted an e-mail address.").max(254)).min(1).max(20),
});
const overHttp = fields({
  kind: z.enum(CHANNELS),
  url: plainText.max(2_000).optional(),
  /** The secret that holds the address. */
  urlSecret: secretName.optional(),
  /** The secret that signs. */
  secret: secretName.optional(),
});

const WAYS = `Wanted one of these kinds: email, ${CHANNELS.join(", ")}.`;

const quiet = fields({
  from: time,
  to: time,
  zone,
  /** 1 is Monday. Absent: each day. */
  days: z.array(z.int()).max(7).optional(),
  afterwards: z.enum(["hold", "drop"]).optional(),
});

/** A rule, in the form that files, the page and the API share. Exactly one of `graph` and `folder`. */
export const saveNoticeRuleInput = fields({
  name,
  graph: graphName.optional(),
  folder: folderPath.optional(),
  on: z.array(z.enum(NOTICE_KINDS)).max(NOTICE_KINDS.length),
  wait: duration.optional(),
  late: duration.optional(),
  lateBy: time.optional(),
  zone: zone.optional(),
  to: z.discriminatedUnion("kind", [email, overHttp], {
    error: (issue) => (issue.code === "invalid_union" ? WAYS : undefined),
  }),
  quiet: quiet.optional(),
  repeat: duration.optional(),
  active: z.boolean().optional(),
  /** That which the caller saw; 0: it must be new; absent: whatever is there is changed. */
  version: z.int().min(0).optional(),
});
export type NoticeRuleInput = z.output<typeof saveNoticeRuleInput>;
export const noticeRuleInput = fields({ name: plainText.min(1).max(100) });
/** `version`: that which the caller saw; absent: whatever is there is removed. */
export const removeNoticeRuleInput = fields({
  name: plainText.min(1).max(100),
  version: z.int().min(1).optional(),
});
export const sendNoticeAgainInput = fields({ name: plainText.min(1).max(100), id: z.int() });
export const noticeLogInput = fields({
  name: plainText.min(1).max(100),
  before: z.int().optional(),
  limit: z.int().min(1).max(200).optional(),
});

/** A rule for people. Its addresses are there only for those who may change it. */
export type NoticeRuleView = {
  readonly name: string;
  /** Null for a rule of a folder. */
  readonly graph: string | null;
  /** The graph was deleted: the rule tells of no other graph with its name until it is saved again. */
  readonly isGraphDeleted: boolean;
  readonly folder: string;
  readonly kind: NoticeTarget["kind"];
  /** As it can be saved again; null for those who may not change it. */
  readonly rule: NoticeRuleInput | null;
  readonly on: NoticeRuleInput["on"];
  readonly quiet: QuietHours | null;
  readonly isActive: boolean;
  readonly version: number;
  readonly changedAt: Date;
  readonly changedBy: string;
  /** The newest one. `isRetried`: it could not be sent at once. */
  readonly last: { readonly state: NoticeState; readonly madeAt: Date; readonly isRetried: boolean } | null;
};

export type NoticeLogEntry = {
  readonly id: number;
  readonly eventId: string;
  readonly title: string;
  readonly pipelineId: number | null;
  readonly state: NoticeState;
  readonly reason: string | null;
  readonly madeAt: Date;
  readonly dueAt: Date | null;
  readonly tries: readonly { readonly at: Date; readonly isSent: boolean; readonly answer: string }[];
};

/** What rules told of one pipeline last, and how it is now. */
export type RecentNotice = {
  readonly id: number;
  readonly kind: NoticeKind;
  readonly graph: string;
  readonly pipelineId: number;
  readonly pipelineState: PipelineState;
  readonly isPaused: boolean;
  readonly vertex: string | null;
  /** Since when it was so. */
  readonly since: Date;
  readonly madeAt: Date;
};
