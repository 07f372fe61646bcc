import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type RequestListener } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { socketPathFor } from "#platform/addresses/socket-path.ts";
import { WEB_SOCKET } from "#platform/addresses/web-socket.ts";
import { signInLine } from "./sign-in-line.ts";

const URL = "http://127.0.0.1:3000";
const BY_COMMAND = "How to sign in: npx signalbox sign-in";

async function lineWith(answer: RequestListener): Promise<string> {
  const dataDir = await mkdtemp(join(tmpdir(), "signalbox-sign-in-"));
  const web = createServer(answer);
  onTestFinished(async () => {
    web.close();
    await rm(dataDir, { recursive: true, force: true });
  });
  await new Promise<void>((resolve) => web.listen(socketPathFor(dataDir, WEB_SOCKET), resolve));
  return signInLine(dataDir, URL);
}

test("the first person of all gets a link, everybody else the address of the page", async () => {
  const link = { result: { data: { url: `${URL}/sign-in/x` } } };
  expect(await lineWith((_, response) => response.end(JSON.stringify(link)))).toContain(
    `${URL}/sign-in/x (once`,
  );
  const none = { result: { data: null } };
  expect(await lineWith((_, response) => response.end(JSON.stringify(none)))).toContain(
    `Sign in at ${URL}/sign-in`,
  );
});

test.each<[string, RequestListener]>([
  ["ends before it answers", (request) => request.socket.destroy()],
  [
    "ends in the middle of its answer",
    (request, response) => {
      response.writeHead(200, { "content-length": 100 });
      response.write('{"result"', () => request.socket.destroy());
    },
  ],
  ["answers with something else", (_, response) => response.end("<html>")],
  ["refuses", (_, response) => response.writeHead(500).end()],
])("where the web %s, the command that asks for a link is said, and nothing ends", async (_, answer) => {
  expect(await lineWith(answer)).toBe(BY_COMMAND);
});
