import { afterEach, expect, test, vi } from "vitest";
import { startTestSystem } from "#testing/test-system.ts";
import { registerRunner } from "../fleet/runner-life.ts";
import { claimTracks } from "./claim-tracks.ts";
import { settleTracks } from "./settle-tracks.ts";

/** The default of MariaDB, and the least that is asked of a server. */
const MAX_PACKET = 16 * 1_048_576;

const { database, launch } = await startTestSystem();
afterEach(() => vi.restoreAllMocks());

/** The longest text that is sent to the database while `work` runs. */
async function longestPacket(work: () => Promise<unknown>): Promise<number> {
  const connection = await database.pool.getConnection();
  const query = vi.spyOn(Object.getPrototypeOf(connection), "query");
  connection.release();
  await work();
  const texts = query.mock.calls.map(([asked]) =>
    typeof asked === "string" ? asked : (asked as { readonly sql: string }).sql,
  );
  return Math.max(...texts.map((text) => Buffer.byteLength(text)));
}

test("results whose outputs are longer together than the database takes at once are settled", async () => {
  const names = Array.from({ length: 12 }, (_, place) => `v${place}`);
  const run = await launch({
    name: "long",
    vertices: Object.fromEntries(names.map((name) => [name, { script: "true" }])),
  });
  const identity = { name: "r", host: "here", pid: 1, labels: [], slots: 12, containment: "none" };
  const runnerId = await registerRunner(database, identity, 600_000);
  const claimant = { name: "r", runnerId, labels: [""] };
  const claimed = await claimTracks(database, claimant, names.length);
  expect(claimed).toHaveLength(names.length);
  const results = claimed.map(({ trackId, pipelineId, number, attempt, token }) => {
    const outputText = `text=${"x".repeat(900_000)}${number}\n`;
    const end = {
      exitCode: 0,
      signal: null,
      outputText,
      isOutputCut: false,
      endedBy: null,
      spawnError: null,
    };
    return { trackId, pipelineId, number, attempt, token, end, logBytes: 0, isLogCut: false };
  });
  const longest = await longestPacket(async () => {
    const { fates } = await settleTracks(database, results, claimant, 0);
    expect(fates).toEqual(names.map(() => "settled"));
  });
  expect(longest).toBeGreaterThan(900_000);
  expect(longest).toBeLessThan(MAX_PACKET / 2);
  expect((await run.now()).pipeline.state).toBe("succeeded");
});
