import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { watchSyncs } from "#testing/watch-syncs.ts";
import { openJournalBox, openSecretBox, secretBoxWhenNeeded } from "./secret-box.ts";

test("a key file that was put right is read with the next question, and after that once", async () => {
  const dir = await mkdtemp(join(tmpdir(), "signalbox-key-"));
  onTestFinished(() => rm(dir, { recursive: true }));
  const file = join(dir, "secret.key");
  await writeFile(file, "no key\n");
  const box = secretBoxWhenNeeded(dir, undefined);
  await expect(box()).rejects.toThrow("secret.key holds no key");
  await rm(file);
  const sealed = (await openSecretBox(dir, undefined)).seal("s", "text");
  const opened = await box();
  expect(opened.open("s", sealed)).toBe("text");
  await rm(file);
  expect(await box()).toBe(opened);
});

test.skipIf(process.platform !== "linux").each([
  ["secret.key", (dir: string) => openSecretBox(dir, undefined)],
  ["journal.key", openJournalBox],
])(
  "a new %s is on the disk before anything is sealed with it, with its name and its directory",
  async (name, box) => {
    const dir = await mkdtemp(join(tmpdir(), "signalbox-key-"));
    onTestFinished(() => rm(dir, { recursive: true }));
    const synced = await watchSyncs(async (path) => ({
      path,
      files: path.includes(`${name}.`) ? [] : await readdir(path),
    }));
    const data = join(dir, "new", "data");
    await box(data);
    expect(synced).toEqual([
      { path: join(dir, "new"), files: ["data"] },
      { path: dir, files: ["new"] },
      { path: expect.stringContaining(join(data, `${name}.`)), files: [] },
      { path: data, files: [name] },
    ]);
    await box(data);
    expect(synced).toHaveLength(4);
  },
);
