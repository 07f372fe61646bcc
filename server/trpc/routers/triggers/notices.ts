import { noFields } from "#contract/fields.ts";
import {
  noticeLogInput,
  noticeRuleInput,
  removeNoticeRuleInput,
  saveNoticeRuleInput,
  sendNoticeAgainInput,
} from "#contract/triggers/notices.ts";
import { readEnv } from "#platform/env.ts";
import { outletsOf } from "#services/notices/outlets.ts";
import { removeNotices, saveNoticeRule, testNoticeRule } from "#services/notices/save-notice-rule.ts";
import { sendNoticeAgain } from "#services/notices/send-again.ts";
import { listRecentNotices, listRuleViews, noticeLogOf } from "#services/notices/show-notices.ts";
import { INSIDE, MANY, NOTICE_RULE } from "../../about.ts";
import { change, query, router } from "../../init.ts";

export const noticesRouter = router({
  list: query("read", noFields, MANY).query(({ ctx }) => listRuleViews(ctx.database.queries, ctx.actor)),
  /** What was told of pipelines that may be read. */
  recent: query("read", noFields, MANY).query(async ({ ctx }) =>
    listRecentNotices(ctx.database.queries, await ctx.readable()),
  ),
  /** What the server of the notices is able to do. */
  server: query("read", noFields, MANY).query(() => ({ hasMail: outletsOf(readEnv()).mailServer !== null })),
  /** What a rule has sent, or why not. */
  log: query("read", noticeLogInput, NOTICE_RULE).query(({ ctx, input }) =>
    noticeLogOf(ctx.database.queries, input),
  ),
  save: change("design", saveNoticeRuleInput, INSIDE).mutation(({ ctx, input }) =>
    saveNoticeRule(ctx.database, input, ctx.actor, outletsOf(readEnv())),
  ),
  remove: change("design", removeNoticeRuleInput, NOTICE_RULE).mutation(({ ctx, input }) =>
    removeNotices(ctx.database, input, ctx.actor),
  ),
  sendAgain: change("design", sendNoticeAgainInput, NOTICE_RULE).mutation(({ ctx, input }) =>
    sendNoticeAgain(ctx.database, input, ctx.actor),
  ),
  test: change("design", noticeRuleInput, NOTICE_RULE).mutation(({ ctx, input }) =>
    testNoticeRule(ctx.database, input.name, ctx.actor),
  ),
});
