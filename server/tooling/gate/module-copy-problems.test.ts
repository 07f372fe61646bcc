import { describe, expect, it } from "vitest";
import { moduleCopyProblems } from "./module-copy-problems.ts";

const problemsOf = (files: Record<string, string>) => moduleCopyProblems(new Map(Object.entries(files)));
const check = { "server/trpc/a.ts": "if (error instanceof Late) return;" };

describe("moduleCopyProblems", () => {
  it("refuses a check for an exported class that only its own copy knows", () => {
    const late = { "server/services/late.ts": "export class Late extends Error {}\n" };
    expect(problemsOf({ ...check, ...late })).toEqual([expect.stringContaining("Late")]);
  });

  it("refuses a named error with the name of another one", () => {
    const text =
      'export class Late extends NamedError {\n  static override readonly className = "Early";\n}\n';
    expect(problemsOf({ ...check, "server/services/late.ts": text })).toHaveLength(1);
  });

  it("lets named errors, classes of one module, and classes of packages pass", () => {
    const text =
      'export class Late extends NamedError {\n  static override readonly className = "Late";\n}\n';
    expect(problemsOf({ ...check, "server/services/late.ts": text })).toEqual([]);
    expect(problemsOf({ ...check, "server/services/late.ts": "class Late extends Error {}" })).toEqual([]);
    expect(problemsOf(check)).toEqual([]);
  });

  it.each([
    "let running = 0;",
    "export let running = 0;",
    "const kept = new Map<string, Promise<void>>();",
    "const waiting: (() => void)[] = [];",
  ])("refuses what a module keeps: %s", (line) => {
    expect(problemsOf({ "server/services/a.ts": `// The first line.\n${line}\n` })).toHaveLength(1);
    expect(problemsOf({ "server/runner/a.ts": line, "server/services/a.test.ts": line })).toEqual([]);
  });

  it.each([
    'const kept = onceInProcess("kept", () => new Map());',
    "const NAMES: ReadonlySet<string> = new Set([1]);",
    "function work() {\n  let running = 0;\n}",
  ])("lets pass what is constant, of a function, or of the whole process: %s", (line) => {
    expect(problemsOf({ "server/services/a.ts": line })).toEqual([]);
  });
});
