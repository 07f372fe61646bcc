import type { Env } from "../env.ts";
import { isLoopbackAddress, isSafeForPasswords } from "../loopback.ts";

/** Why the web process must not listen where it was told to, and what to do; null where it may. */
export function listenProblem(env: Pick<Env, "listen" | "tls" | "trustedProxies">): string | null {
  if (isLoopbackAddress(env.listen) || env.tls !== undefined || env.trustedProxies.length > 0) return null;
  return `SIGNALBOX_LISTEN is ${env.listen}: passwords would go over the network in clear. Name a certificate (SIGNALBOX_TLS_CERT and SIGNALBOX_TLS_KEY), or the proxy that encrypts (SIGNALBOX_TRUSTED_PROXY).`;
}

/** What people should know about the address of this server; null where there is nothing. */
export function urlWarning({ url }: Pick<Env, "url">): string | null {
  if (isSafeForPasswords(url)) return null;
  return `SIGNALBOX_URL is ${url}: nobody can sign in there, because without https passwords would go over the network in clear. Put a proxy with https before it, or name a certificate (SIGNALBOX_TLS_CERT and SIGNALBOX_TLS_KEY).`;
}
