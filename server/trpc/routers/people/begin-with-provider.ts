import { providerSentences } from "#contract/people/provider.ts";
import { providerCallbackUrl, signInUrl } from "#platform/addresses/public-url.ts";
import { isSafeForPasswords } from "#platform/loopback.ts";
import { type BegunSignIn, sealBegunSignIn } from "#services/people/provider/begun-sign-in.ts";
import { ProviderProblem } from "#services/people/provider/provider-problem.ts";
import { refuse } from "#services/refusals/refused.ts";
import type { Context } from "../../init.ts";

/**
 * Begins a sign-in, or a link, with the identity provider: this browser keeps what its answer is compared with.
 *
 * @returns the address to go to.
 * @throws Refused `state-forbids` where there is no provider, it does not answer, or the browser would come back to
 *   another address than it is at.
 */
export async function beginWithProvider(
  ctx: Context,
  begun: Omit<BegunSignIn, "checks">,
): Promise<{ readonly url: string }> {
  const { provider } = ctx;
  if (provider === null)
    return refuse("state-forbids", "No identity provider is set up here.", {
      todo: "Set SIGNALBOX_OIDC_ISSUER and SIGNALBOX_OIDC_CLIENT_ID.",
    });
  if (new URL(signInUrl()).host !== ctx.host && isSafeForPasswords(signInUrl()))
    return refuse(
      "state-forbids",
      `${provider.settings.name} leads back to ${signInUrl()}, not to ${ctx.host}.`,
      {
        todo: `Open ${signInUrl()} and sign in there.`,
      },
    );
  try {
    const { url, checks } = await provider.begin(providerCallbackUrl());
    ctx.warnings.workedLocally("signing in with the identity provider");
    ctx.sendBegunSignIn(sealBegunSignIn(await ctx.secrets(), { ...begun, checks }, Date.now()));
    return { url: url.href };
  } catch (error) {
    if (!(error instanceof ProviderProblem)) throw error;
    ctx.warnings.failed("signing in with the identity provider", error.cause);
    const { text, todo } = providerSentences(error.code, provider.settings.name);
    return refuse("state-forbids", text, { todo });
  }
}
