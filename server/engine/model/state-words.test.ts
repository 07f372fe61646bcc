import { expect, it } from "vitest";
import { PIPELINE_STATES } from "../model/pipeline.ts";
import { SLEEPS, TRACK_STATES } from "../model/track.ts";
import { asLabel, STATE_WORDS, trackWord, wordAmongStates } from "./state-words.ts";

const track = {
  ...{ state: "waiting", sleep: null, isApproval: false, isBlamed: false, forcedBy: null },
  isQueued: false,
} as const;

it("every state has a word, and no track says its internal name", () => {
  for (const state of [...TRACK_STATES, ...PIPELINE_STATES]) expect(STATE_WORDS[state]).toMatch(/^[a-z ]+$/);
  const words = SLEEPS.map((sleep) => trackWord({ ...track, state: "sleeping", sleep }));
  for (const word of words) expect(word).not.toMatch(/sleep|pending|prompting|revert/);
});

it.each([
  [{ state: "pending" }, "Queued"],
  [{ state: "prompting" }, "Waiting for input"],
  [{ state: "prompting", isApproval: true }, "Waiting for approval"],
  [{ state: "sleeping", sleep: "retry" }, "Retrying"],
  [{ state: "sleeping", sleep: "child" }, "Running"],
  [{ state: "skipped" }, "Skipped"],
  [{ state: "skipped", isBlamed: true }, "Not run (upstream failed)"],
  [{ state: "sleeping", sleep: "child", isQueued: true }, "Queued"],
  [{ state: "skipped", forcedBy: "Ann" }, "Skipped by Ann"],
  [{ state: "succeeded", forcedBy: "Ann" }, "Succeeded"],
  [{ state: "reverted" }, "Rolled back"],
] as const)("%j is %s", (facts, label) => {
  expect(asLabel(trackWord({ ...track, ...facts }))).toBe(label);
});

it("where states stand side by side, no two of them have the same word", () => {
  expect(new Set(TRACK_STATES.map(wordAmongStates)).size).toBe(TRACK_STATES.length);
});
