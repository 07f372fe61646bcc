import { expect, test } from "vitest";
import { saveTriggerInput } from "#contract/triggers/triggers.ts";
import { startTestSystem } from "#testing/test-system.ts";
import { COMMAND_LINE } from "../rights/actor.ts";
import { saveTrigger } from "./save-trigger.ts";

const { database, seal } = await startTestSystem();

test("settings of a trigger that do not fit are refused in sentences, each with its place", async () => {
  await seal({ name: "deploy", vertices: { rest: { kind: "wait", wait: { for: "10h" } } } });
  const input = { name: "hook", graph: "deploy", kind: "webhook", settings: { secrets: "hook-key" } };
  await expect(saveTrigger(database, saveTriggerInput.parse(input), COMMAND_LINE)).rejects.toMatchObject({
    refusal: {
      problems: [
        { path: "settings.secret", text: "Wanted text, found nothing." },
        { path: "settings", text: expect.stringContaining("`secrets` (did you mean `secret`?)") },
      ],
    },
  });
});
