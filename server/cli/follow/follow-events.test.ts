import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test, vi } from "vitest";
import { startTestSystem } from "#testing/test-system.ts";
import { runCliForTest } from "../run-cli-for-test.ts";

const { launch, startApi } = await startTestSystem();
const server = await startApi();
const GRAPH = "signalbox: 1\nname: followed\nvertices: { A: { script: echo A } }\n";

function signalbox(words: string, url = server.url) {
  return runCliForTest(words.split(" "), { SIGNALBOX_URL: url });
}

test("events are followed over a restart of the server, and the command says where it was", async () => {
  const { id: first } = await launch(GRAPH);
  const following = signalbox("events --follow");
  await vi.waitFor(() => expect(following.out).toContain(`#${first}  followed@1`), 10_000);
  await server.markLost();
  await vi.waitFor(() => expect(following.err).toContain("does not answer"), 10_000);
  const { id: second } = await launch(GRAPH);
  await server.appear();
  await vi.waitFor(() => expect(following.out).toContain(`#${second}  followed@1`), 10_000);
  expect(following.err).toContain("answers again");
  following.interrupt();
  expect(await following.code).toBe(130);
  const [, cursor] = /Go on later with --after (\S+)\./.exec(following.err) ?? [];
  expect((await signalbox(`events --after ${cursor}`)).out).toBe("");
  const whole = signalbox("events");
  expect(await whole.code).toBe(0);
  expect(following.out).toBe(whole.out);
});

test("a long look at the events leaves no listener behind from question to question", async () => {
  for (let count = 0; count < 14; count += 1) await launch(GRAPH);
  const warnings: Error[] = [];
  const note = (warning: Error) => warnings.push(warning);
  process.on("warning", note);
  const whole = signalbox("events");
  await whole.code;
  const following = signalbox("events --follow --limit 1");
  await vi.waitFor(() => expect(following.out).toBe(whole.out), 10_000);
  following.interrupt();
  await following.code;
  process.removeListener("warning", note);
  expect(whole.out.trim().split("\n").length).toBeGreaterThan(12);
  expect(warnings).toEqual([]);
});

test("a cursor that is refused is not named as the one to go on with", async () => {
  const refused = signalbox("events --follow --after 0");
  expect(await refused.code).toBe(2);
  expect(refused.err).not.toContain("Go on later");
});

test("a server that is not there when events are to be followed is told at once", async () => {
  await server.markLost();
  expect(await signalbox("events --follow").code).toBe(4);
  await server.appear();
});

test("Ctrl-C ends what follows at once, also while the server takes requests and answers none", async () => {
  const hanging = createServer().listen(0, "127.0.0.1");
  try {
    await once(hanging, "listening");
    const url = `http://127.0.0.1:${(hanging.address() as AddressInfo).port}`;
    for (const words of ["events --follow", "logs 1 A --follow"]) {
      const following = signalbox(words, url);
      await once(hanging, "request");
      following.interrupt();
      expect(await following.code).toBe(130);
    }
  } finally {
    hanging.closeAllConnections();
    hanging.close();
  }
});
