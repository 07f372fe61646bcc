import { requestOutcomeInput } from "#contract/requests.ts";
import { outcomeOfRequest } from "#services/recorded-requests/answer-once.ts";
import { ONESELF } from "../about.ts";
import { repeatable, router } from "../init.ts";

export const requestsRouter = router({
  outcome: repeatable("any", requestOutcomeInput, ONESELF).mutation(({ ctx, input }) =>
    outcomeOfRequest(ctx.database, input.id),
  ),
});
