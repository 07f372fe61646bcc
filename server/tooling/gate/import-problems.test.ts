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

  it("names the files of a circle once, in order", () => {
    const files = {
      "server/engine/a.ts": 'import { b } from "./b.ts";',
      "server/engine/b.ts": 'import { c } from "./c.ts";',
      "server/engine/c.ts": 'import { a } from "./a.ts";',
      "server/engine/d.ts": 'import { a } from "./a.ts"; import type { e } from "./e.ts";',
      "server/engine/e.ts": 'import { d } from "./d.ts";',
    };
    expect(problemsOf(files)).toEqual([
      "server/engine/a.ts → server/engine/b.ts → server/engine/c.ts → server/engine/a.ts: these import each other in a circle",
    ]);
  });
});
