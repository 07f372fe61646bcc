import { noFields } from "#contract/fields.ts";
import { endSessionInput, saveAccountInput, setPasswordInput } from "#contract/people.ts";
import { changePassword } from "#services/people/change-password.ts";
import { saveAccount, showAccount } from "#services/people/people.ts";
import { endSession, listSessions } from "#services/people/sessions.ts";
import { change, query, repeatable, router } from "../init.ts";
import { personOf } from "./person-of.ts";

/** What is about the person who asks. */
export const accountRouter = router({
  show: query("any")
    .input(noFields)
    .query(({ ctx }) => showAccount(ctx.database.queries, ctx.actor)),
  save: change("self")
    .input(saveAccountInput)
    .mutation(async ({ ctx, input }) => {
      await saveAccount(ctx.database.queries, personOf(ctx.actor).id, input);
      return {};
    }),
  setPassword: repeatable("self")
    .input(setPasswordInput)
    .mutation(async ({ ctx, input }) => {
      ctx.sendSession(await changePassword(ctx.database, personOf(ctx.actor), input, ctx.browser));
      return {};
    }),
  sessions: query("self")
    .input(noFields)
    .query(({ ctx }) => listSessions(ctx.database.queries, personOf(ctx.actor))),
  endSession: change("self")
    .input(endSessionInput)
    .mutation(async ({ ctx, input }) => {
      await endSession(ctx.database.queries, personOf(ctx.actor).id, input.id);
      return { id: input.id };
    }),
});
