import { noFields } from "#contract/fields.ts";
import { addPersonInput, makeLinkInput, personInput } from "#contract/people/people.ts";
import { allowProviderInput } from "#contract/people/provider.ts";
import { signInUrl } from "#platform/addresses/public-url.ts";
import { transact } from "#platform/database/db.ts";
import { removePasskeysOf } from "#services/people/passkeys/passkeys.ts";
import { addPerson, hasPeople, listPeople, makeSignInLink, removePerson } from "#services/people/people.ts";
import { allowProvider } from "#services/people/provider/link-provider.ts";
import { removeSecondFactor } from "#services/people/second-factor/authenticator.ts";
import { SERVER } from "../../about.ts";
import { change, query, repeatable, router } from "../../init.ts";

export const peopleRouter = router({
  list: query("administer", noFields, SERVER).query(({ ctx }) =>
    listPeople(ctx.database.queries, ctx.provider?.settings.issuer),
  ),
  add: change("administer", addPersonInput, SERVER).mutation(({ ctx, input }) =>
    addPerson(ctx.database.queries, input, ctx.actor),
  ),
  remove: change("administer", personInput, SERVER).mutation(async ({ ctx, input }) => {
    await removePerson(ctx.database.queries, input.id, ctx.actor);
    return { id: input.id };
  }),
  allowProvider: change("administer", allowProviderInput, SERVER).mutation(async ({ ctx, input }) => {
    await allowProvider(ctx.database.queries, input.id, input.isAllowed, ctx.actor);
    return { id: input.id };
  }),
  removeSecondFactor: change("administer", personInput, SERVER).mutation(async ({ ctx, input }) => {
    await removeSecondFactor(ctx.database.queries, input.id, ctx.actor);
    return { id: input.id };
  }),
  removePasskeys: change("administer", personInput, SERVER).mutation(async ({ ctx, input }) => {
    await removePasskeysOf(ctx.database.queries, input.id, ctx.actor);
    return { id: input.id };
  }),
  /** The token is in the fragment of the address, which no browser sends and no log has. */
  makeLink: repeatable("administer", makeLinkInput, SERVER).mutation(async ({ ctx, input }) => {
    if (input.isFirstOnly && (await hasPeople(ctx.database.queries))) return null;
    const { token, name } = await transact(ctx.database, (tx) => makeSignInLink(tx, input, ctx.actor));
    return { url: `${signInUrl()}/welcome#${token}`, name };
  }),
});
