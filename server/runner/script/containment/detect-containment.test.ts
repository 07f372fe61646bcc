import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openingCommand } from "../slot/slot-command.ts";
import type { ContainmentSettings, ContainmentWish } from "./containment.ts";
import { detectContainment } from "./detect-containment.ts";
import { allLevelsHere, SETTINGS_FOR_TEST } from "./levels-for-test.ts";

const root = mkdtempSync(join(tmpdir(), "signalbox-detect-"));
afterAll(() => rm(root, { recursive: true, force: true, maxRetries: 10 }));

async function detected(wish: ContainmentWish, settings: Partial<ContainmentSettings> = {}) {
  const { containment, slot } = await detectContainment(
    { ...SETTINGS_FOR_TEST, ...settings, wish },
    mkdtempSync(join(root, "one-")),
  );
  slot.close();
  await slot.gone;
  return containment;
}

const levels = await allLevelsHere();

describe("containment", () => {
  it("is a process group where the environment asks for it, and says so", async () => {
    const { level, why } = await detected("process-group");
    expect(level).toBe("process-group");
    expect(why).toContain("unless it leaves the group, as daemons do.");
    expect(why).toContain("SIGNALBOX_CONTAINMENT asks for no more.");
  });

  it.each(levels)("is at the level %s where the environment asks for it", async (level) => {
    expect(await detected(level)).toMatchObject({ level });
  });

  it("is the strongest one that the machine allows, and says why it is no stronger", async () => {
    const { level, why } = await detected("auto");
    expect(level).toBe(levels[0]);
    if (level !== "fence") expect(why).toContain("There is no fence (");
  });

  it.runIf(!levels.includes("fence"))("is never weaker than the environment asks for", async () => {
    await expect(detected("fence")).rejects.toThrow(/^SIGNALBOX_CONTAINMENT is "fence", which/);
  });

  it("has no fence to give that its level does not have, and no host that was not allowed", async () => {
    for (const level of levels) {
      const fences = level === "fence" ? ["default", "offline"] : ["default"];
      expect(Object.keys((await detected(level)).kinds)).toEqual(fences);
      expect(Object.keys((await detected(level, { isHostAllowed: true })).kinds)).toEqual([
        ...fences,
        "host",
      ]);
    }
  });
});

it("the slot's first line ends a shell that is not process 1", () => {
  // This line alone prevents that `kill -TERM -1` ends every process of the machine.
  const [first = ""] = openingCommand("namespace", root).split("\n");
  const { status } = spawnSync("sh", [], { input: `${first}\nexit 0\n` });
  expect(status).toBe(90);
});
