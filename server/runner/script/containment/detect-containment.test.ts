import { spawnSync } from "node:child_process";
import { mkdtempSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { openingCommand } from "../slot/slot-command.ts";
import { type ContainmentWish, detectContainment } from "./detect-containment.ts";
import { levelsHere } from "./levels-for-test.ts";

const root = mkdtempSync(join(tmpdir(), "signalbox-detect-"));
afterAll(() => rm(root, { recursive: true, force: true, maxRetries: 10 }));

async function detected(wish: ContainmentWish) {
  const { containment, slot } = await detectContainment(wish, mkdtempSync(join(root, "one-")));
  slot.close();
  await slot.gone;
  return containment;
}

const levels = await levelsHere();

describe("containment", () => {
  it("is a process group where the environment asks for it, and says so", async () => {
    const { level, why } = await detected("process-group");
    expect(level).toBe("process-group");
    expect(why).toContain(
      "unless it leaves the group, as daemons do. SIGNALBOX_CONTAINMENT asks for no more.",
    );
  });

  it.runIf(levels.includes("pid-namespace"))("is a pid namespace where the machine allows it", async () => {
    expect(await detected("auto")).toMatchObject({ level: "pid-namespace" });
    expect(await detected("pid-namespace")).toMatchObject({ level: "pid-namespace" });
  });

  it.runIf(!levels.includes("pid-namespace"))("is never weaker than the environment asks for", async () => {
    await expect(detected("pid-namespace")).rejects.toThrow(
      /^SIGNALBOX_CONTAINMENT is "pid-namespace", which/,
    );
    expect((await detected("auto")).why).toContain("Pid namespaces are not allowed here (");
  });
});

it("the slot's first line ends a shell that is not process 1", () => {
  // This line alone prevents that `kill -TERM -1` ends every process of the machine.
  const [first = ""] = openingCommand("namespace", root).split("\n");
  const { status } = spawnSync("sh", [], { input: `${first}\nexit 0\n` });
  expect(status).toBe(90);
});
