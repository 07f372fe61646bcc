import type { PasskeyPlaceView, Proof } from "#contract/people/passkeys.ts";
import { type PasskeyPlace, passkeyNames, passkeyPlaceOf } from "#platform/addresses/passkey-site.ts";
import { readEnv } from "#platform/env.ts";
import type { Asking } from "#services/people/passkeys/answered.ts";
import type { WaysIn } from "#services/people/passkeys/passkeys.ts";
import type { ShownProof } from "#services/people/second-factor/confirm-person.ts";
import { refuse } from "#services/refusals/refused.ts";
import type { Context } from "../../init.ts";

/** Whether passkeys work at the address of a request. */
export function passkeyPlace(host: string): PasskeyPlaceView {
  const place = placeOf(host);
  return place.works ? { works: true, rpId: place.site.rpId } : place;
}

/** Where a request uses passkeys. @throws Refused `state-forbids` where they do not work. */
export function passkeyAsking({ host, passkeyToken }: Context): Asking {
  const place = placeOf(host);
  if (place.works) return { site: place.site, browserToken: passkeyToken };
  return refuse("state-forbids", place.text, { todo: `Open ${place.url} instead.` });
}

/** With what people can sign in here besides a password. */
export function waysIn({ provider }: Context): WaysIn {
  return { issuer: provider?.settings.issuer ?? null, passkeyNames: passkeyNames(readEnv()) };
}

/** The proof of an input, with what it is compared with. */
export function shownProof(ctx: Context, proof: Proof | null): ShownProof {
  if (proof === null || typeof proof === "string") return proof;
  return { answer: proof, asking: passkeyAsking(ctx) };
}

/** The browser keeps a token as a cookie. Its page gets the question. */
export function tellQuestion<Options>(
  ctx: Context,
  { options, browserToken }: { readonly options: Options; readonly browserToken: string },
): Options {
  ctx.sendPasskeyToken(browserToken);
  return options;
}

function placeOf(host: string): PasskeyPlace {
  return passkeyPlaceOf(host, readEnv());
}
