import type { OperationLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { expect, test } from "vitest";
import type { AppRouter } from "#trpc/routers/router.ts";
import { connectionLink } from "./connection-link.ts";
import { refusalForTest } from "./refusal-for-test.ts";

type Next = ReturnType<Parameters<OperationLink<AppRouter>>[0]["next"]>;

/** What the page learns about who is signed in from one operation that is answered so. */
function heard(type: "query" | "mutation" | "subscription", answer: "data" | "refusal"): boolean[] {
  const signedOut: boolean[] = [];
  const link = connectionLink(
    () => undefined,
    (isSignedOut) => signedOut.push(isSignedOut),
  )({} as never);
  const next = (): Next =>
    observable((observer) => {
      if (answer === "data") observer.next({ result: { type: "data", data: [] } });
      else observer.error(refusalForTest("not-signed-in", "Nobody is signed in here."));
    });
  const op = { id: 1, type, path: "tracks.watchAll", input: {}, context: {}, signal: null };
  link({ op, next }).subscribe({ error: () => undefined });
  return signedOut;
}

test("an answer to a query or a change says that somebody is signed in; an item of a stream that is still open does not", () => {
  expect(heard("query", "data")).toEqual([false]);
  expect(heard("mutation", "data")).toEqual([false]);
  expect(heard("subscription", "data")).toEqual([]);
});

test.each(["query", "mutation", "subscription"] as const)(
  "a %s that is refused says that nobody is",
  (type) => {
    expect(heard(type, "refusal")).toEqual([true]);
  },
);
