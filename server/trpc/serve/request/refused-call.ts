import { getTRPCErrorShape, TRPCError } from "@trpc/server";
import { getHTTPStatusCodeFromError } from "@trpc/server/http";
import type { TRPC_ERROR_CODE_KEY } from "@trpc/server/rpc";
import type { Refusal } from "#contract/refusal.ts";
import { wireText } from "#engine/json/wire.ts";
import { Refused } from "#services/refusals/refused.ts";
import { appRouter } from "../../routers/router.ts";

/**
 * The answer to a call that is refused before tRPC reads it, in the form of tRPC's errors: so our clients show it as any
 * other refusal. For a batch it is one error, which its clients take for each of its calls.
 *
 * @param code of tRPC, from which the status follows.
 */
export function refusedCall(code: TRPC_ERROR_CODE_KEY, refusal: Refusal): Response {
  const error = new TRPCError({ code, cause: new Refused(refusal) });
  const { _config: config } = appRouter._def;
  const shape = getTRPCErrorShape({
    ...{ config, error, type: "unknown" },
    ...{ path: undefined, input: undefined, ctx: undefined },
  });
  return new Response(`{"error":${wireText(shape)}}`, {
    status: getHTTPStatusCodeFromError(error),
    headers: { "content-type": "application/json", "cache-control": "no-store" },
  });
}
