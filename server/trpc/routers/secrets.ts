import { noFields } from "#contract/fields.ts";
import { putSecretInput, removeSecretInput } from "#contract/secrets.ts";
import { deleteSecret, listSecrets, saveSecret } from "#services/fleet/secret-store.ts";
import { change, procedure, router } from "../init.ts";

export const secretsRouter = router({
  list: procedure.input(noFields).query(({ ctx }) => listSecrets(ctx.database.queries)),
  save: change.input(putSecretInput).mutation(async ({ ctx, input }) => {
    await saveSecret(ctx.database.queries, await ctx.secrets(), input, ctx.actor);
    return { name: input.name };
  }),
  delete: change.input(removeSecretInput).mutation(async ({ ctx, input }) => {
    await deleteSecret(ctx.database.queries, input.name);
    return { name: input.name };
  }),
});
