import { emptyInput } from "#contract/fields.ts";
import { openLinkInput, signInInput } from "#contract/people.ts";
import { endSession } from "#services/people/sessions.ts";
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
      if (ctx.actor.who === "person")
        await endSession(ctx.database.queries, ctx.actor.id, ctx.actor.sessionId);
      ctx.sendSession(null);
      return {};
    }),
});

/** The browser gets the session as a cookie, which no script of a page can read. */
function told(ctx: Context, { person, session }: SignedIn) {
  ctx.sendSession(session);
  const { name, email, password } = person;
  return { name, email, hasPassword: password !== null };
}
