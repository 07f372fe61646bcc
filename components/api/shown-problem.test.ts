import { createTRPCClient, TRPCClientError, type TRPCLink } from "@trpc/client";
import { observable } from "@trpc/server/observable";
import { describe, expect, test } from "vitest";
import { requestLink } from "#client/request-link.ts";
import type { Refusal } from "#contract/refusal.ts";
import { refusalOf } from "#trpc/refusals.ts";
import type { AppRouter } from "#trpc/routers/router.ts";
import { isAway, isToldAbovePage, problemAskedAgain, problemAt, shownProblem } from "./shown-problem.ts";

function answered(message: string, refusal: Refusal | null) {
  const data = { code: "BAD_REQUEST", httpStatus: 400, path: "x", refusal } as const;
  return TRPCClientError.from({ error: { message, code: -32600, data } });
}

describe("what is shown of an error", () => {
  test("a refusal says what happened, what was kept and what to do", () => {
    const problems = [{ path: "values.ip", text: "Wanted an IP address, found empty text." }];
    const error = answered("no", {
      code: "conflict",
      text: "Ann was first.",
      kept: "K.",
      todo: "T.",
      problems,
    });
    const shown = shownProblem(error);
    expect(shown).toEqual({ code: "conflict", title: "Ann was first.", kept: "K.", todo: "T.", problems });
    expect(problemAt(shown, "values.ip")).toBe("Wanted an IP address, found empty text.");
    expect(problemAt(shown, "values.port")).toBeNull();
    expect(isAway(error)).toBe(false);
  });

  test("a page says nothing of the command that helps at a command line", () => {
    const command = { verb: "pipeline show", id: 7 } as const;
    const refusal: Refusal = { code: "state-forbids", text: "No track has failed.", command };
    const title = "No track has failed.";
    expect(shownProblem(answered("no", refusal))).toEqual({ code: "state-forbids", title, problems: [] });
  });

  test("that nobody is signed in any more is told above the page only, and another refusal beside what was refused", () => {
    const refused = (code: Refusal["code"]) => answered("no", { code, text: "No." });
    expect(isToldAbovePage(refused("not-signed-in"))).toBe(true);
    expect(isToldAbovePage(refused("not-allowed"))).toBe(false);
  });

  test("a bug on the server says the server's sentence and nothing of its inside", () => {
    expect(shownProblem(answered("Something broke on the server.", null))).toMatchObject({
      code: "broken",
      title: "Something broke on the server.",
    });
  });

  test("no answer says that the server is away; only of what is asked again by itself that it is tried again", () => {
    const error = TRPCClientError.from(new TypeError("Failed to fetch"));
    expect(shownProblem(error)).toMatchObject({ code: "no-server", title: "The server does not answer." });
    const refusal = refusalOf(Object.assign(new Error("gone"), { code: "PROTOCOL_CONNECTION_LOST" }));
    for (const each of [error, answered("gone", refusal)]) {
      expect(shownProblem(each).todo).toContain("Do it again once it answers");
      expect(problemAskedAgain(each).todo).toContain("The page tries again by itself");
    }
    expect(isAway(error)).toBe(true);
  });

  test("a value that cannot be sent is a fault of the page, and not tried again", async () => {
    const answer: TRPCLink<AppRouter> = () => () => observable(() => expect.fail("Something was sent."));
    const link = requestLink({ newId: () => "1", pause: async () => false, onChecking: () => undefined });
    const client = createTRPCClient<AppRouter>({ links: [link, answer] });
    const error = await client.pipelines.cancel.mutate({ id: Number("x") }).catch((each: unknown) => each);
    expect(shownProblem(error).title).toBe("Something broke on this page.");
    expect(isAway(error)).toBe(false);
  });

  test("a database that is away passes by itself", () => {
    expect(isAway(answered("x", { code: "database-away", text: "The database does not answer." }))).toBe(
      true,
    );
  });

  test("a bug of the page never shows its own text", () => {
    expect(shownProblem(new TypeError("x is not a function")).title).toBe("Something broke on this page.");
    expect(shownProblem("boom").title).toBe("Something broke on this page.");
  });
});
