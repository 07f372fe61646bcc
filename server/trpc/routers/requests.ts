import superjson, { type SuperJSONResult } from "superjson";
import { requestOutcomeInput } from "#contract/requests.ts";
import { outcomeOfRequest } from "#services/recorded-requests/answer-once.ts";
import { repeatable, router } from "../init.ts";

export const requestsRouter = router({
  outcome: repeatable.input(requestOutcomeInput).mutation(async ({ ctx, input }) => {
    const outcome = await outcomeOfRequest(ctx.database, input.id);
    if (outcome.is === "not-done") return outcome;
    return { is: outcome.is, answer: superjson.deserialize<unknown>(outcome.answer as SuperJSONResult) };
  }),
});
