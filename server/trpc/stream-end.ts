import { Refused } from "#services/pipeline-session/refused.ts";
import { allowedActor, type Context } from "./init.ts";

/** How long somebody who was signed out may still see what a stream says. */
const RECHECK_MS = 30_000;

/** A signal that ends a stream with its request, or soon after whoever asked is not known any more. */
export function streamEnd({ isStillKnown }: Context, request: AbortSignal | undefined): AbortSignal {
  const end = new AbortController();
  const timer = setInterval(async () => {
    // Without an answer of the database nothing is known: the stream itself says that it is away.
    const isKnown = await isStillKnown().catch(() => true);
    if (!isKnown) end.abort(signedOut());
  }, RECHECK_MS);
  const signal = request === undefined ? end.signal : AbortSignal.any([request, end.signal]);
  signal.addEventListener("abort", () => clearInterval(timer), { once: true });
  return signal;
}

/** @throws Refused `not-signed-in` where a stream was ended because whoever asked is not known any more. */
export function throwIfSignedOut({ reason }: AbortSignal): void {
  if (reason instanceof Refused) throw reason;
}

function signedOut(): unknown {
  try {
    return allowedActor(null, "any");
  } catch (error) {
    return error;
  }
}
