import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach } from "vitest";
import type { InputSpec } from "#engine/model/graph-content.ts";
import { trackEnvironment } from "#engine/values/environment.ts";

/** The inputs that the placeholders of these tests name. */
export const INPUTS: Readonly<Record<string, InputSpec>> = {
  v: { type: "text" },
  value: { type: "text" },
  n: { type: "integer" },
};

let directory = "";

/** Every test runs its scripts in an empty directory of its own. */
export function makeEmptyDirectories(): void {
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), "placeholders-"));
  });
  afterEach(() => rmSync(directory, { recursive: true }));
}

/** The environment of an attempt whose input `name` has this value. The other text is not set. */
export function environmentOf(value: string, name: "v" | "value" = "v"): Record<string, string> {
  const place = { pipeline: 1, vertex: "A", attempt: 1, digest: "sha256:0" };
  return trackEnvironment({ inputs: INPUTS, values: { [name]: value, n: -7 }, ...place });
}

type Ran = { readonly errors: string; readonly pieces: readonly string[]; readonly files: readonly string[] };

/**
 * Runs the script in an empty directory, which must be empty afterwards: every value that is executed makes a file
 * there.
 */
export function ran(command: readonly string[], stdin: string, environment: Record<string, string>): Ran {
  const [program = "", ...rest] = command;
  const { stdout, stderr, error } = spawnSync(program, rest, {
    cwd: directory,
    input: stdin,
    env: {
      NODE_ENV: "test",
      PATH: process.env["PATH"] ?? "",
      HOME: directory,
      LANG: "C.UTF-8",
      ...environment,
    },
  });
  if (error !== undefined) throw error;
  return {
    errors: stderr.toString("utf8"),
    pieces: stdout.toString("utf8").split("\0"),
    files: readdirSync(directory),
  };
}

/** Removes the files that were left in the directory. */
export function removeFiles(files: readonly string[]): void {
  for (const file of files) rmSync(join(directory, file), { recursive: true });
}
