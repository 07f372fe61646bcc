import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { expect, test } from "vitest";
import { type AnsweredRequest, timeAnswers, watchRequests } from "./request-watch.ts";

test("each answer is told with its path, its status and whether it is a live stream", async () => {
  const answered: AnsweredRequest[] = [];
  const server = createServer(
    timeAnswers((_request, response) => {
      response.writeHead(404);
      response.end("x");
    }),
  ).listen(0, "127.0.0.1");
  await once(server, "listening");
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  // Until somebody asks, nothing is measured.
  await (await fetch(`${url}/before`)).text();
  watchRequests((request) => answered.push(request));
  await (await fetch(`${url}/a/b?secret=1`)).text();
  await (await fetch(`${url}/stream`, { headers: { accept: "text/event-stream" } })).text();
  await expect.poll(() => answered).toHaveLength(2);
  watchRequests(() => undefined);
  server.closeAllConnections();
  server.close();
  expect(answered.map(({ path, status, isStream }) => [path, status, isStream])).toEqual([
    ["/a/b", 404, false],
    ["/stream", 404, true],
  ]);
});
