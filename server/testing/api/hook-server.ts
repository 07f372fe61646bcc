import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Database } from "#platform/database/db.ts";
import { secretBox } from "#platform/secrets/secret-box.ts";
import { RefusedCalls } from "#services/audit/refused-calls.ts";
import { nodeListener } from "#trpc/serve/node-listener.ts";
import { answerHook } from "#trpc/serve/routes/serve-hook.ts";

/** A server on loopback that takes what is sent to webhooks. `url` is its address, without a path. */
export async function startHookServer(
  database: Database,
  secretKey: Buffer,
): Promise<{ readonly url: string; close(): Promise<void> }> {
  const box = secretBox(secretKey);
  const parts = {
    ...{ database, secrets: async () => box, warnings: { failed: () => undefined } },
    refusedCalls: new RefusedCalls(database, () => undefined),
  };
  const source = { who: "caller", id: null, name: "", address: "", device: "" } as const;
  const listener = nodeListener((request) =>
    answerHook(parts, request, new URL(request.url).pathname.split("/").at(-1) ?? "", source),
  );
  const listening = createServer(listener).listen(0, "127.0.0.1");
  await new Promise((resolve) => listening.once("listening", resolve));
  return {
    url: `http://127.0.0.1:${(listening.address() as AddressInfo).port}`,
    close: () => new Promise((resolve) => listening.close(() => resolve())),
  };
}
