import { emptyInput } from "#contract/fields.ts";
import { ownPath } from "#contract/people/own-path.ts";
import { passkeyAnswer } from "#contract/people/passkeys.ts";
import { openLinkInput, signInInput } from "#contract/people/people.ts";
import { signInByProviderInput } from "#contract/people/provider.ts";
import { signInCodeInput } from "#contract/people/second-factor.ts";
import { transact } from "#platform/database/db.ts";
import type { SignInStep } from "#services/people/begin-sign-in.ts";
import { askForSignIn, signInByPasskey } from "#services/people/passkeys/sign-in-by-passkey.ts";
import { signInByCode } from "#services/people/second-factor/sign-in-by-code.ts";
import { browserOfActor, endSessionIfThere } from "#services/people/sessions.ts";
import { signInByLink, signInByPassword } from "#services/people/sign-in.ts";
import { ONESELF } from "../../about.ts";
import { type Context, open, repeatable, router } from "../../init.ts";
import { beginWithProvider } from "./begin-with-provider.ts";
import { passkeyAsking, tellQuestion } from "./passkey-asking.ts";

export const signInRouter = router({
  byPassword: open
    .input(signInInput)
    .mutation(async ({ ctx, input }) =>
      told(ctx, await signInByPassword(ctx.database, input, browserOf(ctx))),
    ),
  byLink: open
    .input(openLinkInput)
    .mutation(async ({ ctx, input }) =>
      told(ctx, await signInByLink(ctx.database, input.token, browserOf(ctx))),
    ),
  /** Completes a sign-in that waits for its second factor. */
  byCode: open.input(signInCodeInput).mutation(async ({ ctx, input }) => {
    const { database, pendingToken } = ctx;
    const shown = { pendingToken, code: input.code };
    return told(ctx, await signInByCode(database, await ctx.secrets(), shown, browserOf(ctx)));
  }),
  /** Asks for a passkey. Whoever asks, they are told the same. */
  beginPasskey: open
    .input(emptyInput)
    .mutation(async ({ ctx }) =>
      tellQuestion(ctx, await askForSignIn(ctx.database, passkeyAsking(ctx), ctx.browser)),
    ),
  /** A passkey is both factors: no code is asked for. */
  byPasskey: open
    .input(passkeyAnswer)
    .mutation(async ({ ctx, input }) =>
      told(ctx, await signInByPasskey(ctx.database, input, passkeyAsking(ctx), browserOf(ctx))),
    ),
  /** Gives the address of the identity provider, from where the browser comes back to `serveProviderCallback`. */
  byProvider: open
    .input(signInByProviderInput)
    .mutation(({ ctx, input }) => beginWithProvider(ctx, { to: ownPath(input.to), linkTo: null })),
  out: repeatable("self", emptyInput, ONESELF).mutation(async ({ ctx }) => {
    const { actor } = ctx;
    if (actor.who === "person")
      await transact(ctx.database, (tx) => endSessionIfThere(tx, actor.id, actor.sessionId));
    ctx.sendSession(null);
    return {};
  }),
});

const browserOf = ({ browser, actor }: Context) => browserOfActor(browser, actor);

/** The browser gets the session as a cookie, which no script of a page can read. Where a code is asked for, it gets none yet. */
function told(ctx: Context, step: SignInStep) {
  if (!step.isComplete) {
    ctx.sendPendingToken(step.pendingToken);
    return { isComplete: false as const };
  }
  ctx.sendSession(step.session);
  const { name, email, password } = step.person;
  return { isComplete: true as const, name, email, hasPassword: password !== null };
}
