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
] as const)("%s and hearing %s is %s", (state, signal, next) => {
  expect(nextState(state, signal)).toBe(next);
});

test("each return to live is counted once", () => {
  const { report } = useConnection.getState();
  const returns = () => useConnection.getState().returns;
  report("good");
  expect(returns()).toBe(0);
  report("broken");
  report("no-server");
  report("good");
  report("good");
  expect(returns()).toBe(1);
});

test("whoever is signed in again, as in another tab, goes on: what was refused meanwhile is asked again once", () => {
  const { setSignedOut } = useConnection.getState();
  const before = useConnection.getState().returns;
  const returns = () => useConnection.getState().returns - before;
  setSignedOut(false);
  setSignedOut(true);
  setSignedOut(true);
  expect(returns()).toBe(0);
  setSignedOut(false);
  setSignedOut(false);
  expect(returns()).toBe(1);
});
