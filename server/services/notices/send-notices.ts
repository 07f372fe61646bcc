import { retryIn } from "#engine/notices/notice-state.ts";
import type { NoticeFacts } from "#engine/notices/notice-text.ts";
import { noticeText } from "#engine/notices/notice-text.ts";
import { isWithin } from "#engine/rights/folder-path.ts";
import { type Database, type Queries, transact } from "#platform/database/db.ts";
import { failpoint } from "#platform/failpoint.ts";
import type { SecretBox } from "#platform/secrets/secret-box.ts";
import { secretBoxes } from "#repos/fleet/secret-rows.ts";
import {
  claimNotices,
  insertNotice,
  lockHeldNotices,
  type NoticeRow,
  releaseNotices,
  settleNotice,
} from "#repos/notices/notice-rows.ts";
import { noticeRuleById, type PlacedRule } from "#repos/notices/notice-rule-rows.ts";
import { databaseNow } from "#repos/schedules/database-now.ts";
import type { NoticeOutlets } from "./outlets.ts";
import type { SendResult } from "./send-http.ts";
import { sendNotice } from "./send-notice.ts";

const AT_ONCE = 10;
/** Longer than a try can take. After it, a notice of a process that died is tried again. */
const LEASE_MS = 120_000;
const MAX_HELD = 1_000;
const MAX_SUMMARY_LINES = 20;
const MAX_ANSWER = 1_000;

export type SendingParts = {
  readonly database: Database;
  readonly secrets: () => Promise<SecretBox>;
  readonly outlets: NoticeOutlets;
};

/** Sends what is due, some at a time. Gives how many were tried. */
export async function sendDueNotices(parts: SendingParts): Promise<number> {
  const { database } = parts;
  const claimed = await transact(database, (tx) => claimNotices(tx, AT_ONCE, LEASE_MS));
  await Promise.all(claimed.map((row) => sendOne(parts, row)));
  return claimed.length;
}

async function sendOne(parts: SendingParts, row: NoticeRow): Promise<void> {
  const { database, outlets } = parts;
  const placed = await noticeRuleById(database.queries, row.ruleId);
  if (placed === null) return;
  failpoint("before-notice");
  const now = await databaseNow(database.queries);
  const result = await tryToSend(parts, placed, row, outlets, now);
  failpoint("after-notice");
  const retryMs = result.isSent ? null : retryIn(row.tries, now - row.madeAt.getTime());
  const answer = result.answer.slice(0, MAX_ANSWER);
  await transact(database, (tx) => settleNotice(tx, row.id, { isSent: result.isSent, answer, retryMs }));
}

async function tryToSend(
  { database, secrets }: SendingParts,
  placed: PlacedRule,
  { eventId, facts }: NoticeRow,
  outlets: NoticeOutlets,
  now: number,
): Promise<SendResult> {
  const { target } = placed.rule.settings;
  const revealed = await revealFor(database.queries, secrets, placed);
  if (typeof revealed === "string") return { isSent: false, answer: revealed };
  return sendNotice({ eventId, facts, target, secrets: revealed }, outlets, now);
}

/** The values of the secrets that a rule names; a sentence where one cannot be had. */
async function revealFor(
  tx: Queries,
  secrets: () => Promise<SecretBox>,
  { rule, path }: PlacedRule,
): Promise<ReadonlyMap<string, string> | string> {
  const { target } = rule.settings;
  const names =
    target.kind === "email" ? [] : [target.secret, target.urlSecret].filter((each) => each !== null);
  const values = new Map<string, string>();
  if (names.length === 0) return values;
  const box = await secrets();
  const boxes = await secretBoxes(tx, names);
  for (const name of names) {
    const sealed = boxes.get(name);
    if (sealed === undefined || !isWithin(path, sealed.folder))
      return `there is no secret ${name} that a rule of this folder may use`;
    try {
      values.set(name, box.open(name, sealed.box));
    } catch {
      return `the secret ${name} cannot be read with the key of this server`;
    }
  }
  return values;
}

/** Sends what was held back in quiet hours that are over: one notice as it is, several as one summary. */
export async function releaseHeld({ database, outlets }: SendingParts): Promise<number> {
  return transact(database, async (tx) => {
    const held = await lockHeldNotices(tx, MAX_HELD);
    const [first] = held;
    if (first === undefined) return 0;
    const ids = held.map(({ id }) => id);
    if (held.length === 1) await releaseNotices(tx, ids, "waiting");
    else {
      const now = await databaseNow(tx);
      const titles = held.map(({ facts }) => noticeText(facts, outlets.site, now).title);
      const { rule } = first.facts;
      const facts: NoticeFacts = {
        ...{ kind: "summary", rule, graph: "", folder: "", pipeline: null, pipelineName: "", launchedBy: "" },
        ...{ since: first.madeAt.toISOString(), vertex: null, reason: null, lastLine: null },
        held: { lines: titles.slice(0, MAX_SUMMARY_LINES), count: held.length },
      };
      const row = { ruleId: first.ruleId, kind: "summary", pipelineId: null, graphId: null } as const;
      const occurrence = ids.at(-1) ?? 0;
      await insertNotice(tx, { ...row, occurrence, facts, state: "waiting", dueAt: new Date(now) });
      await releaseNotices(tx, ids, "summarised");
    }
    return held.length;
  });
}
