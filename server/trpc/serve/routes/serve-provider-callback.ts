import { ownPath } from "#contract/people/own-path.ts";
import { type ProviderProblemCode, providerSentences } from "#contract/people/provider.ts";
import { currentPeer } from "#platform/addresses/peer.ts";
import { providerCallbackUrl, signInUrl } from "#platform/addresses/public-url.ts";
import { type BegunSignIn, openBegunSignIn } from "#services/people/provider/begun-sign-in.ts";
import type { IdentityProvider } from "#services/people/provider/identity-provider.ts";
import { ProviderProblem } from "#services/people/provider/provider-problem.ts";
import { linkIdentity, signInByProvider } from "#services/people/provider/sign-in-by-provider.ts";
import { browserOfActor } from "#services/people/sessions.ts";
import { auditedDatabase, auditRefusal } from "../../audited.ts";
import { refusalOf } from "../../refusals.ts";
import { isEncrypted, personOf } from "../authenticate.ts";
import { browserOf } from "../context-of.ts";
import {
  begunCookieLine,
  type CookieNames,
  cookieLines,
  cookieNamesOf,
  cookieOf,
  pendingCookieLine,
} from "../cookies.ts";
import { webProcess } from "../web-process.ts";

const WORK = "signing in with the identity provider";

/**
 * The identity provider sends browsers here after a sign-in with it. Whatever comes, the answer leads to a page of this
 * server, which says what was refused in sentences of its own.
 */
export async function serveProviderCallback(request: Request): Promise<Response> {
  const { provider, warnings, refusedCalls, secrets } = webProcess();
  const { headers } = request;
  const peer = currentPeer();
  const names = cookieNamesOf(headers, isEncrypted(peer));
  if (provider === null || names === null) return leadTo("/sign-in", []);
  const text = cookieOf(headers, names.begun) ?? "";
  const begun = openBegunSignIn(await secrets(), text, Date.now());
  const act = begun?.linkTo == null ? "signIn.byProvider" : "account.linkProvider";
  const lines = [begunCookieLine(names, null)];
  try {
    if (begun === null) throw new ProviderProblem("not-begun");
    const { to, more } = await finish(request, { provider, names, begun, act });
    warnings.workedLocally(WORK);
    return leadTo(to, [...lines, ...more]);
  } catch (error) {
    const code: ProviderProblemCode | null =
      error instanceof ProviderProblem ? error.code : refusalOf(error) === null ? null : "away";
    if (code === null) throw error;
    if (error instanceof Error && error.cause !== undefined) warnings.failed(WORK, error.cause);
    const { text: reason } = providerSentences(code, provider.settings.name);
    const asking = { actor: null, browser: browserOf(headers, peer) };
    await auditRefusal(refusedCalls, asking, act, { code: "not-signed-in", text: reason }, null);
    const page = act === "signIn.byProvider" ? "/sign-in" : "/settings/account";
    return leadTo(`${page}?problem=${code}`, lines);
  }
}

type Finishing = {
  readonly provider: IdentityProvider;
  readonly names: CookieNames;
  readonly begun: BegunSignIn;
  readonly act: string;
};
type Finished = { readonly to: string; readonly more: readonly string[] };

async function finish(request: Request, { provider, names, begun, act }: Finishing): Promise<Finished> {
  const { database } = webProcess();
  const peer = currentPeer();
  const browser = browserOf(request.headers, peer);
  const actor = await personOf(database, request.headers, peer);
  // The address as it is registered with the provider, whatever a proxy has made of it.
  const answered = new URL(`${providerCallbackUrl()}${new URL(request.url).search}`);
  const identity = await provider.finish(answered, begun.checks);
  const to = ownPath(begun.to);
  if (begun.linkTo !== null) {
    if (actor?.who !== "person" || actor.id !== begun.linkTo) throw new ProviderProblem("not-begun");
    const audited = auditedDatabase(database, { actor, browser }, act);
    await linkIdentity(audited, identity, provider.settings, actor);
    return { to, more: [] };
  }
  const audited = auditedDatabase(database, { actor: null, browser }, act);
  const from = browserOfActor(browser, actor);
  const step = await signInByProvider(audited, identity, provider.settings, from);
  if (!step.isComplete) {
    const query = new URLSearchParams({ step: "code", to });
    return { to: `/sign-in?${query}`, more: [pendingCookieLine(names, step.pendingToken)] };
  }
  return { to, more: cookieLines(names, step.session) };
}

/** @param to a path of this server. */
function leadTo(to: string, cookies: readonly string[]): Response {
  const headers = new Headers({ location: new URL(to, signInUrl()).href, "cache-control": "no-store" });
  for (const line of cookies) headers.append("set-cookie", line);
  return new Response(null, { status: 303, headers });
}
