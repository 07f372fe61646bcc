import { noFields } from "#contract/fields.ts";
import { createTokenInput, revokeTokenInput } from "#contract/people.ts";
import { transact } from "#platform/database/db.ts";
import { createToken, listTokens, revokeToken } from "#services/people/api-tokens.ts";
import { change, query, repeatable, router } from "../init.ts";

export const tokensRouter = router({
  list: query("administer")
    .input(noFields)
    .query(({ ctx }) => listTokens(ctx.database.queries)),
  create: repeatable("administer")
    .input(createTokenInput)
    .mutation(({ ctx, input }) => transact(ctx.database, (tx) => createToken(tx, input, ctx.actor))),
  revoke: change("administer")
    .input(revokeTokenInput)
    .mutation(async ({ ctx, input }) => {
      await revokeToken(ctx.database.queries, input.id);
      return { id: input.id };
    }),
});
