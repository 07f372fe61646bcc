import { answerPromptInput, listPromptsInput, promptInput } from "#contract/prompts.ts";
import { answerPrompt } from "#services/prompts/answer-prompt.ts";
import { listPromptViews, showPrompt } from "#services/prompts/show-prompt.ts";
import { change, procedure, router } from "../init.ts";

export const promptsRouter = router({
  list: procedure
    .input(listPromptsInput)
    .query(({ ctx, input }) => listPromptViews(ctx.database.queries, input.state)),
  show: procedure.input(promptInput).query(({ ctx, input }) => showPrompt(ctx.database.queries, input.id)),
  answer: change.input(answerPromptInput).mutation(async ({ ctx, input }) => {
    await answerPrompt(ctx.database, input, ctx.actor);
    return showPrompt(ctx.database.queries, input.id);
  }),
});
