import { noFields } from "#contract/fields.ts";
import { proofInput } from "#contract/people/passkeys.ts";
import { endSessionInput, saveAccountInput, setPasswordInput } from "#contract/people/people.ts";
import { changePassword } from "#services/people/change-password.ts";
import { saveAccount, showAccount } from "#services/people/people.ts";
import { unlinkProvider } from "#services/people/provider/link-provider.ts";
import { confirmPerson } from "#services/people/second-factor/confirm-person.ts";
import { endSession, listSessions } from "#services/people/sessions.ts";
import { refuse } from "#services/refusals/refused.ts";
import { ONESELF } from "../../about.ts";
import { change, query, repeatable, router } from "../../init.ts";
import { beginWithProvider } from "./begin-with-provider.ts";
import { shownProof, waysIn } from "./passkey-asking.ts";
import { personOf } from "./person-of.ts";

/** What is about the person who asks. */
export const accountRouter = router({
  show: query("any", noFields, ONESELF).query(({ ctx }) =>
    showAccount(ctx.database.queries, ctx.actor, ctx.provider?.settings),
  ),
  save: change("self", saveAccountInput, ONESELF).mutation(async ({ ctx, input }) => {
    await saveAccount(ctx.database.queries, personOf(ctx.actor), input);
    return {};
  }),
  setPassword: repeatable("self", setPasswordInput, ONESELF).mutation(async ({ ctx, input }) => {
    ctx.sendSession(await changePassword(ctx.database, personOf(ctx.actor), input, ctx.browser));
    return {};
  }),
  /** Begins to link the person with their account of the identity provider: gives the address to go to. */
  linkProvider: repeatable("self", proofInput, ONESELF).mutation(async ({ ctx, input }) => {
    const { id } = personOf(ctx.actor);
    await confirmPerson(ctx.database, await ctx.secrets(), id, shownProof(ctx, input.proof), ctx.browser);
    return beginWithProvider(ctx, { to: "/settings/account", linkTo: id });
  }),
  unlinkProvider: repeatable("self", proofInput, ONESELF).mutation(async ({ ctx, input }) => {
    const { database, provider, browser } = ctx;
    if (provider === null) return refuse("state-forbids", "No identity provider is set up here.");
    const { id } = personOf(ctx.actor);
    const box = await ctx.secrets();
    const proof = shownProof(ctx, input.proof);
    ctx.sendSession(await unlinkProvider(database, box, { provider, ...waysIn(ctx) }, id, proof, browser));
    return {};
  }),
  sessions: query("self", noFields, ONESELF).query(({ ctx }) =>
    listSessions(ctx.database.queries, personOf(ctx.actor)),
  ),
  endSession: change("self", endSessionInput, ONESELF).mutation(async ({ ctx, input }) => {
    await endSession(ctx.database.queries, personOf(ctx.actor).id, input.id);
    return { id: input.id };
  }),
});
