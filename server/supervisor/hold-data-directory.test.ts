import { spawn } from "node:child_process";
import { once } from "node:events";
import { statSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { watchSyncs } from "#testing/watch-syncs.ts";
import { holdDataDirectory } from "./hold-data-directory.ts";

let dir: string;

beforeEach(async () => {
  dir = await mkdtemp(join(tmpdir(), "signalbox-hold-"));
});

afterEach(() => rm(dir, { recursive: true, force: true }));

async function heldByAnotherProcess() {
  const program = `
    const { holdDataDirectory } = await import("./server/supervisor/hold-data-directory.ts");
    await holdDataDirectory(${JSON.stringify(dir)});
    console.log("held");
    setInterval(() => undefined, 60_000);`;
  const holder = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", program], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  await once(holder.stdout, "data");
  return holder;
}

describe("holdDataDirectory", () => {
  it("makes the directory so that only this user can read it", async () => {
    const held = await holdDataDirectory(join(dir, "new"));
    expect(statSync(join(dir, "new")).mode & 0o077).toBe(0);
    await held.release();
  });

  it.skipIf(process.platform !== "linux")(
    "puts the name of a new directory on the disk, before a key is written into it",
    async () => {
      const synced = await watchSyncs((path) => path);
      const held = await holdDataDirectory(join(dir, "new", "data"));
      expect(synced).toEqual([join(dir, "new"), dir]);
      await held.release();
    },
  );

  it("refuses a second holder and names the first", async () => {
    const holder = await heldByAnotherProcess();
    await expect(holdDataDirectory(dir)).rejects.toThrow(`process ${holder.pid}`);
    holder.kill("SIGKILL");
    await once(holder, "exit");
  });

  it("refuses while the holder is stopped and cannot answer", async () => {
    const holder = await heldByAnotherProcess();
    holder.kill("SIGSTOP");
    await expect(holdDataDirectory(dir)).rejects.toThrow(/does not answer/);
    holder.kill("SIGKILL");
    await once(holder, "exit");
  });

  it("is free again after the holder was killed, for exactly one of many", async () => {
    const holder = await heldByAnotherProcess();
    holder.kill("SIGKILL");
    await once(holder, "exit");
    const tries = await Promise.allSettled(Array.from({ length: 8 }, () => holdDataDirectory(dir)));
    const won = tries.filter((each) => each.status === "fulfilled");
    expect(won).toHaveLength(1);
    await won[0]?.value.release();
  });

  it("is free again after it was given back", async () => {
    const first = await holdDataDirectory(dir);
    await first.release();
    const second = await holdDataDirectory(dir);
    await second.release();
  });
});
