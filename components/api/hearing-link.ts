import type { TRPCClientError, TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import type { AppRouter } from "#trpc/routers/router.ts";
import type { Heard } from "./connection.ts";
import { isAway } from "./shown-problem.ts";

/** Tells of every call and stream whether the server was there. A refusal is an answer too: the server is well. */
export function hearingLink(hear: (heard: Heard) => void): TRPCLink<AppRouter> {
  return () =>
    ({ next, op }) =>
      observable((observer) =>
        next(op).subscribe({
          next: (value) => {
            const { result } = value;
            if (result.type !== "state" || result.state === "pending") hear("good");
            else if (result.state === "connecting" && result.error !== null) hear("broken");
            observer.next(value);
          },
          error: (error) => {
            // A call that its own page gave up says nothing of the server.
            if (op.signal?.aborted !== true) hear(heardIn(error));
            observer.error(error);
          },
          complete: () => observer.complete(),
        }),
      );
}

function heardIn(error: TRPCClientError<AppRouter>): Heard {
  if (error.data?.refusal?.code === "database-away") return "no-database";
  return isAway(error) ? "broken" : "good";
}
