import { expect, test } from "vitest";
import { startTestSystem } from "#testing/test-system.ts";
import { rawLog, rawLogs } from "./raw-log.ts";

const system = await startTestSystem();
await system.startRunner();

test("a download has the bytes of one attempt, or those of all attempts below their names", async () => {
  const run = await system.launch({
    name: "twice",
    vertices: { A: { retry: { max: 1, delay: "0s" }, script: "printf 'no\\377'; exit 1" } },
  });
  await run.until(({ pipeline }) => pipeline.state === "failed");
  const place = { id: run.id, vertex: "A" };
  const one = await bytesOf(await rawLog(system.database, { ...place, attempt: 2 }));
  expect(one.toString("latin1")).toBe("no\u00FF");
  const all = await bytesOf(await rawLogs(system.database, place));
  expect(all.toString("latin1")).toMatch(
    /^==> attempt 1, failed, begun \S+Z <==\nno\u00FF\n==> attempt 2, failed, begun \S+Z <==\nno\u00FF$/,
  );
});

async function bytesOf(stream: ReadableStream<Uint8Array>): Promise<Buffer> {
  const pieces: Uint8Array[] = [];
  for await (const piece of stream) pieces.push(piece);
  return Buffer.concat(pieces);
}
