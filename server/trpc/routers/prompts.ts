import { inboxInput } from "#contract/prompts/inbox.ts";
import {
  answerPromptInput,
  delegatePromptInput,
  listPromptsInput,
  promptInput,
} from "#contract/prompts/prompts.ts";
import { delegateApproval } from "#services/approvals/delegate-approval.ts";
import { answerPrompt } from "#services/prompts/answer-prompt.ts";
import { listInbox } from "#services/prompts/list-inbox.ts";
import { showEvidence } from "#services/prompts/show-evidence.ts";
import { listPromptViews, showPrompt } from "#services/prompts/show-prompt.ts";
import { MANY, PROMPT } from "../about.ts";
import { change, query, router } from "../init.ts";

export const promptsRouter = router({
  list: query("read", listPromptsInput, MANY).query(async ({ ctx, input }) =>
    listPromptViews(ctx.database.queries, input.state, await ctx.readable(), ctx.actor),
  ),
  show: query("read", promptInput, PROMPT).query(({ ctx, input }) =>
    showPrompt(ctx.database.queries, input.id, ctx.actor),
  ),
  /** The rows of the inbox, with little of each prompt. */
  inbox: query("read", inboxInput, MANY).query(async ({ ctx, input }) =>
    listInbox(ctx.database.queries, input, await ctx.readable(), ctx.actor),
  ),
  evidence: query("read", promptInput, PROMPT).query(({ ctx, input }) =>
    showEvidence(ctx.database.queries, input.id),
  ),
  answer: change("answer", answerPromptInput, PROMPT).mutation(async ({ ctx, input }) => {
    await answerPrompt(ctx.database, input, ctx.actor);
    return showPrompt(ctx.database.queries, input.id, ctx.actor);
  }),
  delegate: change("answer", delegatePromptInput, PROMPT).mutation(async ({ ctx, input }) => {
    await delegateApproval(ctx.database, input, ctx.actor);
    return showPrompt(ctx.database.queries, input.id, ctx.actor);
  }),
});
