import { describe, expect, it } from "vitest";
import { importProblems } from "./import-problems.ts";

const ALIASES = {
  "#engine/*": "./server/engine/*",
  "#trpc/*": "./server/trpc/*",
  "#repos/*": "./server/repos/*",
  "#testing/*": "./server/testing/*",
};

const problemsOf = (files: Record<string, string>) => importProblems(new Map(Object.entries(files)), ALIASES);

describe("importProblems", () => {
  it.each([
    ["an engine that reads a file", "server/engine/plan/plan.ts", 'import { readFileSync } from "node:fs";'],
    ["an engine that knows a repo", "server/engine/plan/plan.ts", 'import { rows } from "#repos/rows.ts";'],
    [
      "an engine with a package of the outside world",
      "server/engine/plan/plan.ts",
      'import pino from "pino";',
    ],
    [
      "a component that runs the server's code",
      "components/x.tsx",
      'import { router } from "#trpc/routers/router.ts";',
    ],
    ["a component that loads it later", "components/x.tsx", 'const x = import("#repos/rows.ts");'],
    [
      "a component that hands it on",
      "components/x.tsx",
      'export { router } from "../server/trpc/router.ts";',
    ],
    ["SQL outside its home", "server/services/seal.ts", 'import { eq } from "drizzle-orm";'],
    ["a service that spawns", "server/services/seal.ts", 'import { spawn } from "node:child_process";'],
    ["a program with parts for tests", "server/services/seal.ts", 'import { x } from "#testing/x.ts";'],
    ["a test of the engine that needs a repo", "server/engine/a.test.ts", 'import { x } from "#repos/x.ts";'],
  ])("refuses %s, with the place", (_, file, text) => {
    expect(problemsOf({ [file]: `\n${text}` })).toEqual([expect.stringContaining(`${file}:2 imports `)]);
  });

  it.each([
    [
      "types of the router in a component",
      "components/x.tsx",
      'import type { R } from "#trpc/routers/router.ts";',
    ],
    ["the engine in a component", "components/x.tsx", 'import { a } from "#engine/a.ts";'],
    ["zod in the engine", "server/engine/a.ts", 'import { z } from "zod";'],
    ["parts for tests in a test", "server/services/a.test.ts", 'import { x } from "#testing/x.ts";'],
    ["SQL in a repo", "server/repos/a.ts", 'import { eq } from "drizzle-orm";'],
  ])("lets %s pass", (_, file, text) => {
    expect(problemsOf({ [file]: text })).toEqual([]);
  });

  it.each([
    ["code", 'import { a } from "../check/findings.ts";'],
    ["a type", 'import type { A } from "../check/findings.ts";'],
  ])("refuses %s of a higher layer", (_, text) => {
    expect(problemsOf({ "server/engine/model/track.ts": text })).toEqual([
      "server/engine/model/track.ts:1 imports server/engine/check/findings.ts: check is a higher layer of server/engine/ than model",
    ]);
  });

  it("lets a higher layer import a lower one", () => {
    const text = 'import { a } from "../model/track.ts";';
    expect(problemsOf({ "server/engine/check/findings.ts": text })).toEqual([]);
  });

  it("refuses a folder that has no layer", () => {
    const text = 'import { a } from "../model/track.ts";';
    expect(problemsOf({ "server/engine/odds/a.ts": text })).toEqual([
      expect.stringContaining("the folder of server/engine/odds/a.ts has no layer"),
    ]);
  });

  it("names the files of a cycle once, in order, whether they import code or types", () => {
    const files = {
      "e2e/a.ts": 'import { b } from "./b.ts";',
      "e2e/b.ts": 'import type { c } from "./c.ts";',
      "e2e/c.ts": 'import { a } from "./a.ts";',
      "e2e/d.ts": 'import { a } from "./a.ts";',
    };
    expect(problemsOf(files)).toEqual([
      "e2e/a.ts → e2e/b.ts → e2e/c.ts → e2e/a.ts: these files import each other",
    ]);
  });

  it("names folders that import each other, though no file does", () => {
    const files = {
      "server/supervisor/x/a.ts": 'import type { B } from "../y/b.ts";',
      "server/supervisor/y/b.ts": "export type B = 1;",
      "server/supervisor/y/c.ts": 'import { d } from "../x/d.ts";',
      "server/supervisor/x/d.ts": "export const d = 1;",
    };
    expect(problemsOf(files)).toEqual([
      "server/supervisor/x → server/supervisor/y → server/supervisor/x: these folders import each other",
    ]);
  });
});
