import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { expect, it, vi } from "vitest";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { isAlive } from "#testing/is-alive.ts";

const FOLLOW = pathToFileURL(join(PROJECT_ROOT, "server/supervisor/children/follow-parent.mjs")).href;

/** A parent that starts a child in a separate session, with a channel, and prints the child's process number. */
async function parentOf(child: string) {
  const program = `
    const { spawn } = require("node:child_process");
    const follow = ${JSON.stringify(FOLLOW)} + "?end=1500&parent=" + process.pid;
    const args = ["--import", follow, "-e", ${JSON.stringify(child)}];
    const child = spawn(process.execPath, args, { detached: true, stdio: ["ignore", "ignore", "ignore", "ipc"] });
    child.on("message", () => console.log(child.pid));`;
  const parent = spawn(process.execPath, ["-e", program], { stdio: ["ignore", "pipe", "inherit"] });
  const [printed] = (await once(parent.stdout, "data")) as [Buffer];
  return { parent, childPid: Number(printed.toString()) };
}

it.each([
  ["that ends when it is asked", ""],
  ["that ignores SIGTERM", 'process.on("SIGTERM", () => undefined);'],
])("a child %s does not outlive a killed parent", async (_, listener) => {
  const { parent, childPid } = await parentOf(
    `${listener} setInterval(() => 0, 60_000); process.send("up");`,
  );
  expect(isAlive(childPid)).toBe(true);
  parent.kill("SIGKILL");
  await vi.waitFor(() => expect(isAlive(childPid)).toBe(false), { timeout: 10_000, interval: 20 });
});
