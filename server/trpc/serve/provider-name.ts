import { webProcess } from "./web-process.ts";

/** The name of the identity provider with which people may sign in; null where none is set up. It is not asked. */
export function providerName(): string | null {
  return webProcess().provider?.settings.name ?? null;
}
