import { emptyInput, noFields } from "#contract/fields.ts";
import { createTokenInput, revokeTokenInput } from "#contract/people/people.ts";
import { transact } from "#platform/database/db.ts";
import { createToken, listTokens, revokeOwnToken, revokeToken } from "#services/people/api-tokens.ts";
import { ONESELF } from "../../about.ts";
import { change, query, repeatable, router } from "../../init.ts";

export const tokensRouter = router({
  list: query("any", noFields, ONESELF).query(({ ctx }) => listTokens(ctx.database.queries, ctx.actor)),
  create: repeatable("any", createTokenInput, ONESELF).mutation(({ ctx, input }) =>
    transact(ctx.database, (tx) => createToken(tx, input, ctx.actor)),
  ),
  revoke: change("any", revokeTokenInput, ONESELF).mutation(async ({ ctx, input }) => {
    await revokeToken(ctx.database.queries, input.id, ctx.actor);
    return { id: input.id };
  }),
  /** A program gives its own token back. */
  revokeOwn: change("any", emptyInput, ONESELF).mutation(async ({ ctx }) => {
    await revokeOwnToken(ctx.database.queries, ctx.actor);
    return {};
  }),
});
