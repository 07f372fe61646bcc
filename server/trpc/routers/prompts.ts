import { answerPromptInput, listPromptsInput, promptInput } from "#contract/prompts.ts";
import { answerPrompt } from "#services/prompts/answer-prompt.ts";
import { listPromptViews, showPrompt } from "#services/prompts/show-prompt.ts";
import { change, query, router } from "../init.ts";

export const promptsRouter = router({
  list: query("read")
    .input(listPromptsInput)
    .query(({ ctx, input }) => listPromptViews(ctx.database.queries, input.state)),
  show: query("read")
    .input(promptInput)
    .query(({ ctx, input }) => showPrompt(ctx.database.queries, input.id)),
  answer: change("answer")
    .input(answerPromptInput)
    .mutation(async ({ ctx, input }) => {
      await answerPrompt(ctx.database, input, ctx.actor.name);
      return showPrompt(ctx.database.queries, input.id);
    }),
});
