import type { APIRequestContext, Browser, BrowserContext } from "@playwright/test";
import { call } from "./api.ts";
import { signIn } from "./sign-in-once.ts";

type Account = { readonly name: string; readonly role: string; readonly folder?: string };

/** A browser in which somebody else is signed in, who is added for it. */
export async function browserOfOther(
  browser: Browser,
  request: APIRequestContext,
  account: Account,
): Promise<BrowserContext> {
  const { id } = await call<{ id: number }>(request, "people.add", { email: null, ...account });
  const { url } = await call<{ url: string }>(request, "people.makeLink", { id });
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } });
  await signIn(context.request, new URL(url).hash.slice(1));
  return context;
}
