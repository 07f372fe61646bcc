import type { TRPCClientError, TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import type { AppRouter } from "#trpc/routers/router.ts";
import type { ServerSignal } from "./connection/connection.ts";
import { isAway } from "./shown-problem.ts";

/** Reports for every call and stream whether the server answered, and still knows who asks. A refusal is an answer, too. */
export function connectionLink(
  report: (signal: ServerSignal) => void,
  setSignedOut: (isSignedOut: boolean) => void,
): TRPCLink<AppRouter> {
  return () =>
    ({ next, op }) =>
      observable((observer) =>
        next(op).subscribe({
          next: (value) => {
            const { result } = value;
            // A stream that was opened before goes on for a while after its session ended.
            if (result.type === "data" && op.type !== "subscription") setSignedOut(false);
            if (result.type !== "state" || result.state === "pending") report("good");
            else if (result.state === "connecting" && result.error !== null) report("broken");
            observer.next(value);
          },
          error: (error) => {
            // A call that the page itself cancelled says nothing about the server.
            if (op.signal?.aborted !== true) report(signalOf(error));
            // A wrong password is refused with the same code.
            if (error.data?.refusal?.code === "not-signed-in" && !op.path.startsWith("signIn."))
              setSignedOut(true);
            observer.error(error);
          },
          complete: () => observer.complete(),
        }),
      );
}

function signalOf(error: TRPCClientError<AppRouter>): ServerSignal {
  if (error.data?.refusal?.code === "database-away") return "no-database";
  return isAway(error) ? "broken" : "good";
}
