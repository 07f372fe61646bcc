import { noFields } from "#contract/fields.ts";
import { endSessionInput, saveAccountInput, setPasswordInput } from "#contract/people.ts";
import { changePassword } from "#services/people/change-password.ts";
import { saveAccount, showAccount } from "#services/people/people.ts";
import { endSession, listSessions } from "#services/people/sessions.ts";
import { ONESELF } from "../about.ts";
import { change, query, repeatable, router } from "../init.ts";
import { personOf } from "./person-of.ts";

/** What is about the person who asks. */
export const accountRouter = router({
  show: query("any", noFields, ONESELF).query(({ ctx }) => showAccount(ctx.database.queries, ctx.actor)),
  save: change("self", saveAccountInput, ONESELF).mutation(async ({ ctx, input }) => {
    await saveAccount(ctx.database.queries, personOf(ctx.actor).id, input);
    return {};
  }),
  setPassword: repeatable("self", setPasswordInput, ONESELF).mutation(async ({ ctx, input }) => {
    ctx.sendSession(await changePassword(ctx.database, personOf(ctx.actor), input, ctx.browser));
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
