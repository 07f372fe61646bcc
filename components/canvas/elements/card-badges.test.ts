import { expect, test } from "vitest";
import { NO_UNDO } from "#engine/policies/undo-policy.ts";
import { badgesOf } from "./card-badges.tsx";

test("a card says by badges what is set: undo, retries, time limit, locks, for each, and how many must approve", () => {
  const words = badgesOf({
    revert: "echo back",
    retry: { max: 3 },
    timeout: 600_000,
    locks: ["web", { name: "db", mode: "shared" }],
    foreach: { items: "params.hosts" },
    prompt: { quorum: 2 },
  } as never).map(({ words }) => words);
  expect(words).toEqual([
    "Undo script",
    "Automatic retries: 3",
    "Time limit: 10m",
    "Locks: web, db",
    "Run for each of params.hosts",
    "2 people must approve",
  ]);
});

test("a card has no badge for what is as usual, or says that there is nothing to undo", () => {
  expect(badgesOf({ script: "true", revert: NO_UNDO, locks: [] } as never)).toEqual([]);
});
