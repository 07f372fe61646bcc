import { TRPCClientError } from "@trpc/client";
import type { Refusal, RefusalCode } from "#contract/refusal.ts";
import type { AppRouter } from "#trpc/routers/router.ts";

/** What a call is answered that the server refuses. */
export function refusalForTest(
  code: RefusalCode,
  text: string,
  more: Pick<Refusal, "kept" | "todo"> = {},
): TRPCClientError<AppRouter> {
  const data = { code: "FORBIDDEN", httpStatus: 403, refusal: { code, text, ...more } } as const;
  return TRPCClientError.from<AppRouter>({ error: { code: -32_003, message: text, data } as never });
}
