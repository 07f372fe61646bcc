import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import type { ClaimedTrack, ClaimingRunner } from "#contract/runners/runner-gateway.ts";
import { NOTHING_RAN } from "../execution/execution.ts";
import { PreparedTasks } from "./prepared-tasks.ts";

const CLAIMANT: ClaimingRunner = { runnerId: 1, name: "r1", labels: [] };
const SINK = { write: () => undefined };

function claimOf(token: number, secrets: Readonly<Record<string, string>> = {}): ClaimedTrack {
  return {
    trackId: token,
    pipelineId: 1,
    launchedAt: 0,
    number: token,
    vertex: `V${token}`,
    attempt: 1,
    token: Buffer.alloc(16, token),
    task: {
      kind: "script",
      interpreter: "bash",
      options: [],
      output: "merged",
      fence: "default",
      program: `${token}`,
      env: {},
    },
    secrets,
    timeoutMs: null,
    isRetriedWhenLost: false,
  };
}

/** Writes down what happens to each prepared task. */
function witness() {
  const seen: string[] = [];
  const tasks = new PreparedTasks((task) => {
    const name = task.kind === "script" ? task.program : task.kind;
    seen.push(`prepare ${name}`);
    return {
      go() {
        seen.push(`go ${name}`);
        return { kill: () => undefined, result: Promise.resolve(NOTHING_RAN) };
      },
      discard: () => void seen.push(`discard ${name}`),
    };
  });
  return { seen, tasks };
}

test("a committed claim takes what was prepared for it, once", async () => {
  const { seen, tasks } = witness();
  await tasks.during(CLAIMANT, async (claimant) => {
    claimant.onClaiming?.([claimOf(1)]);
    await setImmediate();
    tasks.take(claimOf(1))?.go(SINK);
    expect(tasks.take(claimOf(1))).toBeNull();
  });
  expect(seen).toEqual(["prepare 1", "go 1"]);
});

test("what a failed commit had prepared is discarded, also where it is claimed again under another token", async () => {
  const { seen, tasks } = witness();
  const failed = tasks.during(CLAIMANT, async (claimant) => {
    claimant.onClaiming?.([claimOf(1), claimOf(2)]);
    await setImmediate();
    claimant.onClaiming?.([claimOf(3)]);
    await setImmediate();
    tasks.take(claimOf(3))?.go(SINK);
    throw new Error("the connection was lost");
  });
  await expect(failed).rejects.toThrow("the connection was lost");
  expect(seen).toEqual(["prepare 1", "prepare 2", "prepare 3", "go 3", "discard 1", "discard 2"]);
});

test("nothing is prepared for a claim that is over before its turn comes, nor for one that reads secrets", async () => {
  const { seen, tasks } = witness();
  await tasks.during(CLAIMANT, async (claimant) => {
    claimant.onClaiming?.([claimOf(1), claimOf(2), claimOf(3, { password: "smtp" })]);
    expect(tasks.take(claimOf(1))).toBeNull();
  });
  await setImmediate();
  expect(seen).toEqual([]);
});
