import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { openSecretBox, secretBoxWhenNeeded } from "./secret-box.ts";

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
