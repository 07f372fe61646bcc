import { type NoticeFacts, noticeText } from "#engine/notices/notice-text.ts";
import { transact } from "#platform/database/db.ts";
import { insertNotice, lockHeldNotices, releaseNotices } from "#repos/notices/notice-rows.ts";
import { databaseNow } from "#repos/schedules/database-now.ts";
import type { SendingParts } from "./send-notices.ts";

const MAX_HELD = 1_000;
const MAX_SUMMARY_LINES = 20;

/**
 * Sends what was held back in quiet hours that are over, of all rules: of each one notice as it is, several as one
 * summary. The hours of many rules end at the same time.
 */
export async function releaseHeld(parts: SendingParts): Promise<void> {
  while ((await releaseRule(parts)) > 0);
}

/** Gives how many notices of a rule it released; 0 where there is no such rule, or another process is at it. */
async function releaseRule({ database, outlets }: SendingParts): Promise<number> {
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
