import { useQuery } from "@tanstack/react-query";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { ApiForTest, queriesForTest } from "./api-for-test.tsx";
import { QueryBody } from "./query-body.tsx";
import { refusalForTest } from "./refusal-for-test.ts";
import { useTRPC } from "./trpc.ts";

function Streams() {
  const list = useQuery(useTRPC().streams.list.queryOptions());
  return (
    <QueryBody query={list} skeleton={null}>
      {(streams) => <p>{streams.length} streams</p>}
    </QueryBody>
  );
}

test("an old answer stays, and a refusal to give a newer one is said above it; a session that ended is said by the page", async () => {
  let answer: () => unknown = () => [];
  const queries = queriesForTest();
  const screen = await render(
    <ApiForTest queries={queries} answers={{ "streams.list": () => answer() }}>
      <Streams />
    </ApiForTest>,
  );
  const old = screen.getByText("0 streams");
  await expect.element(old).toBeVisible();
  const askAgain = (code: "not-allowed" | "not-signed-in", text: string) => {
    answer = () => Promise.reject(refusalForTest(code, text));
    return queries.refetchQueries();
  };
  await askAgain("not-allowed", "This needs the role viewer.");
  await expect.element(screen.getByText("This needs the role viewer.")).toBeVisible();
  await expect.element(old).toBeVisible();
  await askAgain("not-signed-in", "Nobody is signed in.");
  await expect.element(screen.getByText("This needs the role viewer.")).not.toBeInTheDocument();
  expect(screen.getByText("Nobody is signed in.").query()).toBeNull();
  await expect.element(old).toBeVisible();
});
