import { noFields } from "#contract/fields.ts";
import { putSecretInput, removeSecretInput } from "#contract/secrets.ts";
import { deleteSecret, listSecrets, saveSecret } from "#services/fleet/secret-store.ts";
import { change, query, router } from "../init.ts";

export const secretsRouter = router({
  list: query("read")
    .input(noFields)
    .query(({ ctx }) => listSecrets(ctx.database.queries)),
  save: change("administer")
    .input(putSecretInput)
    .mutation(async ({ ctx, input }) => {
      await saveSecret(ctx.database.queries, await ctx.secrets(), input, ctx.actor.name);
      return { name: input.name };
    }),
  delete: change("administer")
    .input(removeSecretInput)
    .mutation(async ({ ctx, input }) => {
      await deleteSecret(ctx.database.queries, input.name);
      return { name: input.name };
    }),
});
