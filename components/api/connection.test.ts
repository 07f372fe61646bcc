import { expect, test } from "vitest";
import { nextState, useConnection } from "./connection.ts";

test.each([
  ["live", "broken", "reconnecting"],
  ["reconnecting", "broken", "reconnecting"],
  ["database-away", "broken", "database-away"],
  ["server-away", "broken", "server-away"],
  ["live", "no-database", "database-away"],
  ["server-away", "no-database", "database-away"],
  ["database-away", "no-server", "server-away"],
  ["server-away", "good", "live"],
  ["reconnecting", "good", "live"],
] as const)("%s and hearing %s is %s", (state, heard, next) => {
  expect(nextState(state, heard)).toBe(next);
});

test("each return to live is counted once", () => {
  const { hear } = useConnection.getState();
  const returns = () => useConnection.getState().returns;
  hear("good");
  expect(returns()).toBe(0);
  hear("broken");
  hear("no-server");
  hear("good");
  hear("good");
  expect(returns()).toBe(1);
});
