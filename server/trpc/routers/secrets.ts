import { noFields } from "#contract/fields.ts";
import { putSecretInput, removeSecretInput } from "#contract/secrets.ts";
import { deleteSecret, listSecrets, saveSecret } from "#services/fleet/secret-store.ts";
import { INSIDE, MANY, SECRET } from "../about.ts";
import { change, query, router } from "../init.ts";

export const secretsRouter = router({
  list: query("read", noFields, MANY).query(({ ctx }) => listSecrets(ctx.database.queries, ctx.actor)),
  save: change("administer", putSecretInput, INSIDE).mutation(async ({ ctx, input }) => {
    await saveSecret(ctx.database.queries, await ctx.secrets(), input, ctx.actor);
    return { name: input.name };
  }),
  delete: change("administer", removeSecretInput, SECRET).mutation(async ({ ctx, input }) => {
    await deleteSecret(ctx.database.queries, input, ctx.actor);
    return { name: input.name };
  }),
});
