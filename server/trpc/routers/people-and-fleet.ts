import { drainRunnerInput, examineInput } from "#contract/fleet.ts";
import { answerPromptInput, listPromptsInput, promptInput } from "#contract/prompts.ts";
import { drainRunner, listRunnerViews, overviewOf } from "#services/fleet/show-fleet.ts";
import { examinePipelines } from "#services/pipelines/examine-pipelines.ts";
import { answerPrompt } from "#services/prompts/answer-prompt.ts";
import { listPromptViews, showPrompt } from "#services/prompts/show-prompt.ts";
import { procedure, router } from "../init.ts";

export const promptsRouter = router({
  list: procedure
    .input(listPromptsInput)
    .query(({ ctx, input }) => listPromptViews(ctx.database.queries, input.state)),
  show: procedure.input(promptInput).query(({ ctx, input }) => showPrompt(ctx.database.queries, input.id)),
  answer: procedure.input(answerPromptInput).mutation(async ({ ctx, input }) => {
    await answerPrompt(ctx.database, input, ctx.actor);
    return showPrompt(ctx.database.queries, input.id);
  }),
});

export const runnersRouter = router({
  list: procedure.query(({ ctx }) => listRunnerViews(ctx.database.queries)),
  drain: procedure
    .input(drainRunnerInput)
    .mutation(({ ctx, input }) => drainRunner(ctx.database.queries, input.name)),
});

export const systemRouter = router({
  overview: procedure.query(({ ctx }) => overviewOf(ctx.database.queries)),
  examine: procedure
    .input(examineInput)
    .mutation(({ ctx, input }) => examinePipelines(ctx.database, input.repair, ctx.actor)),
});
