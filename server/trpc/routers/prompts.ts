import { answerPromptInput, listPromptsInput, promptInput } from "#contract/prompts.ts";
import { answerPrompt } from "#services/prompts/answer-prompt.ts";
import { listPromptViews, showPrompt } from "#services/prompts/show-prompt.ts";
import { MANY, PROMPT } from "../about.ts";
import { change, query, router } from "../init.ts";

export const promptsRouter = router({
  list: query("read", listPromptsInput, MANY).query(async ({ ctx, input }) =>
    listPromptViews(ctx.database.queries, input.state, await ctx.readable()),
  ),
  show: query("read", promptInput, PROMPT).query(({ ctx, input }) =>
    showPrompt(ctx.database.queries, input.id),
  ),
  answer: change("answer", answerPromptInput, PROMPT).mutation(async ({ ctx, input }) => {
    await answerPrompt(ctx.database, input, ctx.actor.name);
    return showPrompt(ctx.database.queries, input.id);
  }),
});
