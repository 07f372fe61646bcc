import { expect, test } from "vitest";
import { runStep } from "./run-step.ts";

const say = (text: string) => ["node", "-e", `console.log(${JSON.stringify(text)})`];
const CRASH = ["node", "-e", "console.error('crashed'); process.exit(3)"];

test("a step that runs beside others tells everything in one piece, also what its programs complained of", async () => {
  const pieces: string[] = [];
  const counts = await runStep({ name: "two", commands: [say("first"), CRASH, say("never")] }, (text) =>
    pieces.push(text),
  );
  expect(pieces).toHaveLength(1);
  expect(pieces[0]).toMatch(/^\n== two\nfirst\ncrashed\n== two: FAILED \(\d+\.\d s\)\n$/);
  expect(counts).toMatchObject({ passed: 0, failed: 1, failures: [{ test: "two" }] });
});

test("a program that is not there is a failed step, not an exception", async () => {
  const pieces: string[] = [];
  const counts = await runStep({ name: "missing", commands: [["no-such-program"]] }, (text) =>
    pieces.push(text),
  );
  expect(pieces[0]).toContain("no-such-program: ");
  expect(counts.failed).toBe(1);
});

test("a step whose report cannot be read has failed, though its program ended well", async () => {
  const pieces: string[] = [];
  const counts = () => JSON.parse("");
  expect(
    await runStep({ name: "report", commands: [say("ok")], counts }, (text) => pieces.push(text)),
  ).toMatchObject({
    failed: 1,
  });
  expect(pieces[0]).toContain("There is no readable report of this step");
});
