import { emptyInput, noFields } from "#contract/fields.ts";
import {
  addPasskeyInput,
  type PasskeysView,
  proofInput,
  removePasskeyInput,
} from "#contract/people/passkeys.ts";
import { transact } from "#platform/database/db.ts";
import { addPasskey, beginPasskey } from "#services/people/passkeys/add-passkey.ts";
import { listPasskeys, removePasskey } from "#services/people/passkeys/passkeys.ts";
import { askForConfirmation } from "#services/people/passkeys/sign-in-by-passkey.ts";
import { confirmPerson } from "#services/people/second-factor/confirm-person.ts";
import { ONESELF } from "../../about.ts";
import { query, repeatable, router } from "../../init.ts";
import { passkeyAsking, passkeyPlace, shownProof, tellQuestion, waysIn } from "./passkey-asking.ts";
import { personOf } from "./person-of.ts";

/** The passkeys of the person who asks. Before they are changed, the person shows once more who they are. */
export const passkeysRouter = router({
  list: query("self", noFields, ONESELF).query(
    async ({ ctx }): Promise<PasskeysView> => ({
      place: passkeyPlace(ctx.host),
      passkeys: await listPasskeys(ctx.database.queries, personOf(ctx.actor).id),
    }),
  ),
  /** Asks for one of their passkeys: its answer is a proof. */
  beginConfirm: repeatable("self", emptyInput, ONESELF).mutation(async ({ ctx }) => {
    const { id } = personOf(ctx.actor);
    return tellQuestion(ctx, await askForConfirmation(ctx.database, id, passkeyAsking(ctx), ctx.browser));
  }),
  begin: repeatable("self", proofInput, ONESELF).mutation(async ({ ctx, input }) => {
    const { id } = personOf(ctx.actor);
    const asking = passkeyAsking(ctx);
    const proof = shownProof(ctx, input.proof);
    await confirmPerson(ctx.database, await ctx.secrets(), id, proof, ctx.browser);
    return tellQuestion(ctx, await beginPasskey(ctx.database, id, asking, ctx.browser));
  }),
  add: repeatable("self", addPasskeyInput, ONESELF).mutation(({ ctx, input }) => {
    const { id, name } = personOf(ctx.actor);
    return addPasskey(ctx.database, { id, name }, input, passkeyAsking(ctx));
  }),
  remove: repeatable("self", removePasskeyInput, ONESELF).mutation(async ({ ctx, input }) => {
    const { id } = personOf(ctx.actor);
    const proof = shownProof(ctx, input.proof);
    await confirmPerson(ctx.database, await ctx.secrets(), id, proof, ctx.browser);
    await transact(ctx.database, (tx) => removePasskey(tx, id, input.id, waysIn(ctx)));
    return { id: input.id };
  }),
});
