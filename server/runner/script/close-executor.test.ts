import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setImmediate } from "node:timers/promises";
import { expect, test } from "vitest";
import { levelsHere, SETTINGS_FOR_TEST } from "./containment/levels-for-test.ts";
import { openScriptExecutor } from "./script-executor.ts";

const ROUNDS = Number(process.env["CLOSE_ROUNDS"] ?? 10);
const PREPARED = 6;

test.each(await levelsHere())(
  "an executor that is closed while scripts are prepared ends, at whatever moment, by %s",
  async (level) => {
    const workRoot = mkdtempSync(join(tmpdir(), "signalbox-close-"));
    for (let round = 0; round < ROUNDS; round += 1) {
      const executor = await openScriptExecutor({
        workRoot,
        containment: { ...SETTINGS_FOR_TEST, wish: level },
        workLimitBytes: null,
        onProblem: (text) => expect.unreachable(text),
      });
      for (let script = 0; script < PREPARED; script += 1)
        executor.prepare({
          interpreter: "bash",
          script: "true",
          output: "split",
          env: {},
          secrets: [],
          fence: "default",
          timeoutMs: 60_000,
        });
      // Slots are made meanwhile, and the bashes in them are started.
      for (let turn = 0; turn < round * 20; turn += 1) await setImmediate();
      await executor.close();
    }
    await rm(workRoot, { recursive: true, force: true, maxRetries: 10 });
  },
);
