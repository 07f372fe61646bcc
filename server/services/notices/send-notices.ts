import { retryIn } from "#engine/notices/notice-state.ts";
import { isWithin } from "#engine/rights/folder-path.ts";
import { cutText } from "#engine/text/cut-text.ts";
import { type Database, type Queries, transact } from "#platform/database/db.ts";
import { failpoint } from "#platform/failpoint.ts";
import type { SecretBox } from "#platform/secrets/secret-box.ts";
import { secretBoxes } from "#repos/fleet/secret-rows.ts";
import { claimNotices, type NoticeRow, renewClaim, settleNotice } from "#repos/notices/notice-rows.ts";
import { noticeRulesById, type PlacedRule } from "#repos/notices/notice-rule-rows.ts";
import { databaseNow } from "#repos/schedules/database-now.ts";
import type { NoticeOutlets } from "./outlets.ts";
import type { SendResult } from "./send-http.ts";
import { sendNotice } from "./send-notice.ts";

const AT_ONCE = 5;
/** Longer than a try can take: it begins anew with each. After it, a notice of a process that died is tried again. */
const LEASE_MS = 120_000;
const MAX_ANSWER = 1_000;

export type SendingParts = {
  readonly database: Database;
  readonly secrets: () => Promise<SecretBox>;
  readonly outlets: NoticeOutlets;
};

/** Takes some notices of these rules that are due, and sends one after the other. Gives how many. */
export async function sendSome(parts: SendingParts, ruleIds: readonly number[]): Promise<number> {
  const { database } = parts;
  const claimed = await transact(database, (tx) => claimNotices(tx, ruleIds, AT_ONCE, LEASE_MS));
  for (const row of claimed) await sendOne(parts, row);
  return claimed.length;
}

async function sendOne(parts: SendingParts, row: NoticeRow): Promise<void> {
  const { database, outlets } = parts;
  if (!(await renewClaim(database.queries, row, LEASE_MS))) return;
  // Of now: a rule that was changed meanwhile sends where it says.
  const [placed] = await noticeRulesById(database.queries, [row.ruleId]);
  if (placed === undefined) return;
  failpoint("before-notice");
  const now = await databaseNow(database.queries);
  const result = await tryToSend(parts, placed, row, outlets, now);
  failpoint("after-notice");
  const retryMs = result.isSent ? null : retryIn(row.tries, now - row.madeAt.getTime());
  const answer = cutText(result.answer, MAX_ANSWER);
  const { isSent, leftTo } = result;
  await transact(database, (tx) => settleNotice(tx, row.id, { isSent, answer, retryMs, leftTo }));
}

async function tryToSend(
  { database, secrets }: SendingParts,
  placed: PlacedRule,
  { eventId, facts, leftTo }: NoticeRow,
  outlets: NoticeOutlets,
  now: number,
): Promise<SendResult> {
  const { target } = placed.rule.settings;
  const revealed = await revealFor(database.queries, secrets, placed);
  if (typeof revealed === "string") return { isSent: false, answer: revealed };
  return sendNotice({ eventId, facts, target, leftTo, secrets: revealed }, outlets, now);
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
