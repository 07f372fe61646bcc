import { emptyInput } from "#contract/fields.ts";
import { openLinkInput, signInInput } from "#contract/people.ts";
import { transact } from "#platform/database/db.ts";
import { endSessionIfThere } from "#services/people/sessions.ts";
import { type SignedIn, signInByLink, signInByPassword } from "#services/people/sign-in.ts";
import { type Context, open, repeatable, router } from "../init.ts";

export const signInRouter = router({
  byPassword: open
    .input(signInInput)
    .mutation(async ({ ctx, input }) => told(ctx, await signInByPassword(ctx.database, input, ctx.browser))),
  byLink: open
    .input(openLinkInput)
    .mutation(async ({ ctx, input }) =>
      told(ctx, await signInByLink(ctx.database, input.token, ctx.browser)),
    ),
  out: repeatable("self")
    .input(emptyInput)
    .mutation(async ({ ctx }) => {
      const { actor } = ctx;
      if (actor.who === "person")
        await transact(ctx.database, (tx) => endSessionIfThere(tx, actor.id, actor.sessionId));
      ctx.sendSession(null);
      return {};
    }),
});

/** The browser gets the session as a cookie, which no script of a page can read. Its session of before ends. */
async function told(ctx: Context, { person, session }: SignedIn) {
  const { actor, database } = ctx;
  if (actor?.who === "person") await endSessionIfThere(database.queries, actor.id, actor.sessionId);
  ctx.sendSession(session);
  const { name, email, password } = person;
  return { name, email, hasPassword: password !== null };
}
