import { spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { expect, test } from "vitest";
import { PROJECT_ROOT } from "#platform/project-root.ts";

const PROGRAM = `
  const { ProcessOutput } = await import("${join(PROJECT_ROOT, "server/cli/command/process-output.ts")}");
  new ProcessOutput(process.stdout, process.stderr).endWithReaders();
  process.stdin.resume();
  await new Promise((resolve) => process.stdin.once("end", resolve));
  process.stderr.write("what it says beside its results\\n");
  await new Promise((resolve) => setImmediate(resolve));
  process.stdout.write("results");
`;

test("a command that does nothing but print goes on where only what it says beside its results is not read", async () => {
  const child = spawn(process.execPath, ["--import", "tsx", "--input-type=module", "-e", PROGRAM]);
  let out = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    out += text;
  });
  child.stderr.destroy();
  child.stdin.end();
  expect((await once(child, "close"))[0]).toBe(0);
  expect(out).toBe("results");
});
