import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect, onTestFinished, test, vi } from "vitest";
import { watchSyncs } from "#testing/watch-syncs.ts";
import { logFileName, writeLogFile } from "./log-files.ts";

test.skipIf(process.platform !== "linux")(
  "the first log that is moved to a file is on the disk with the names of all directories that are new",
  async () => {
    const dir = await mkdtemp(join(tmpdir(), "signalbox-logs-"));
    onTestFinished(() => rm(dir, { recursive: true }));
    const logs = join(dir, "data", "logs");
    vi.stubEnv("SIGNALBOX_LOG_DIR", logs);
    onTestFinished(() => void vi.unstubAllEnvs());
    const place = { pipelineId: 1, id: 2, key: Buffer.alloc(16, 7) };
    const path = join(logs, logFileName(place));
    const synced = await watchSyncs((each) => each);
    await writeLogFile(place, Buffer.from("log"));
    expect(new Set(synced)).toEqual(
      new Set([dir, join(dir, "data"), logs, dirname(path), `${path}.unfinished`]),
    );
  },
);
