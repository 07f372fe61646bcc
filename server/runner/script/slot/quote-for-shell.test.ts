import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { findScriptProgram } from "../process/find-script-program.ts";
import { quoteForShell } from "./quote-for-shell.ts";

const shells = ["sh", "bash", "dash"].filter((name) => findScriptProgram(name) !== null);
const text = fc.string({ unit: "binary" }).map((each) => each.replaceAll("\0", ""));

describe.each(shells)("quoteForShell, read by %s", (shell) => {
  it("is the same text again", () => {
    fc.assert(
      fc.property(fc.array(text, { minLength: 1, maxLength: 50 }), (texts) => {
        const input = `printf '%s\\0' ${texts.map(quoteForShell).join(" ")}\n`;
        const { stdout } = spawnSync(shell, [], {
          input,
          env: { PATH: "/usr/bin:/bin" } as Partial<NodeJS.ProcessEnv> as NodeJS.ProcessEnv,
        });
        expect(stdout.toString()).toBe(texts.map((each) => `${each}\0`).join(""));
      }),
      { numRuns: 40 },
    );
  });
});

it("quoteForShell refuses a NUL", () => {
  expect(() => quoteForShell("a\0b")).toThrow(RangeError);
});
