import { expect, test } from "vitest";
import { startTestSystem } from "#testing/test-system.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { setRetention } from "./retention-settings.ts";

const { database, seal } = await startTestSystem();

test("a refused retention is called as the documents call it, and nobody is told to give it another name", async () => {
  await seal({ name: "called", vertices: { A: { script: "true" } } });
  const set = (input: object) => setRetention(database, input, COMMAND_LINE);
  await set({ graph: "called", pipelineLast: 100 });
  const todo = "Look at it as it is now, then change it again.";
  await expect(set({ graph: "called", pipelineDays: 30, version: 0 })).rejects.toMatchObject({
    refusal: { code: "conflict", text: 'There is a policy of the graph "called" already.', todo },
  });
  await expect(set({ pipelineDays: 30, version: 1 })).rejects.toMatchObject({
    refusal: { code: "not-found", text: "There is no default of retention any more." },
  });
});
