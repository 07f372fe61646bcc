import { once } from "node:events";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { allowedAddresses } from "../connections/clients/allowed-addresses.ts";
import { postJson } from "./send-http.ts";

const ALLOWED = allowedAddresses(["127.0.0.1"]);

async function sendTo(answer: RequestListener, isBodyAsked: boolean) {
  const receiver = createServer(answer).listen(0, "127.0.0.1");
  await once(receiver, "listening");
  onTestFinished(() => {
    receiver.closeAllConnections();
    receiver.close();
  });
  const url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  return postJson(url, {}, "{}", ALLOWED, isBodyAsked);
}

const LONG: RequestListener = (_request, response) => response.writeHead(200).end("x".repeat(1_000_000));
const UNENDED: RequestListener = (_request, response) => response.writeHead(202).write("taken");
const CUT: RequestListener = (_request, response) => {
  response.writeHead(200, { "content-length": "9" }).write("taken", () => response.destroy());
};

test.each([
  ["is long", LONG, 200],
  ["does not end", UNENDED, 202],
  ["is cut off", CUT, 200],
])("what a receiver took is sent, where the body of its answer %s", async (_how, answer, status) => {
  expect(await sendTo(answer, false)).toEqual({ isSent: true, answer: `status ${status}` });
});

test("a body that says whether it was taken is read to a limit, and one that is cut off says nothing", async () => {
  const { body = "" } = await sendTo(LONG, true);
  expect(body.length).toBeLessThanOrEqual(65_536);
  expect(await sendTo(CUT, true)).toMatchObject({ isSent: false });
  expect(await sendTo((_request, response) => response.end('{"errcode":0}'), true)).toMatchObject({
    isSent: true,
    body: '{"errcode":0}',
  });
});

test("a status that is no success is not sent", async () => {
  const answer: RequestListener = (_request, response) => response.writeHead(500).end();
  expect(await sendTo(answer, false)).toEqual({ isSent: false, answer: "status 500" });
});
