import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type APIRequestContext, type FullConfig, request } from "@playwright/test";
import { call } from "./api.ts";

/** Where the browsers of all tests find the session of the person who is signed in: one for each product. */
export function signedInFile(port: string | undefined): string {
  return join(tmpdir(), `signalbox-e2e-${port}.json`);
}

/** Signs in by the link that the product printed, once for all tests; at their end the session is forgotten. */
export default async function signInOnce({ projects }: FullConfig): Promise<() => Promise<void>> {
  const baseURL = projects[0]?.use.baseURL;
  const context = await request.newContext({ ...(baseURL !== undefined && { baseURL }) });
  await signIn(context, process.env["SIGNALBOX_E2E_LINK"] ?? "");
  await context.storageState({ path: signedInFile(process.env["SIGNALBOX_E2E_PORT"]) });
  await context.dispose();
  return () => rm(signedInFile(process.env["SIGNALBOX_E2E_PORT"]), { force: true });
}

/** Signs in by the part of a link behind "#". */
export async function signIn(context: APIRequestContext, token: string): Promise<void> {
  await call(context, "signIn.byLink", { token });
}
