import { expect, test } from "vitest";
import { startTestSystem } from "#testing/test-system.ts";
import { runCliForTest } from "./run-cli-for-test.ts";

const { startApi, launch } = await startTestSystem();
const server = await startApi();

async function signalbox(words: string) {
  const command = runCliForTest(words.split(" "), { SIGNALBOX_URL: server.url }, "");
  return { code: await command.code, out: command.out, err: command.err };
}
const asking = (count: number) =>
  Object.fromEntries(
    Array.from({ length: count }, (_, place) => [
      `a${place}`,
      { script: "true", inputs: { ip: { type: "string", required: true } } },
    ]),
  );

test("where more prompts are open than are listed, the command says so, also beside the document", async () => {
  await launch({ name: "two-hundred", vertices: asking(200) });
  expect((await signalbox("prompt list")).err).toBe("");
  await launch({ name: "one-more", vertices: asking(1) });
  for (const words of ["prompt list", "prompt list --json"]) {
    const { code, out, err } = await signalbox(words);
    expect([code, err]).toEqual([0, "The oldest 200 of 201 open prompts are listed.\n"]);
    expect(out).not.toContain("one-more");
  }
});
