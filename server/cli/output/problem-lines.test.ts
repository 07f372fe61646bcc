import { expect, test } from "vitest";
import type { RefusalCommand } from "#contract/refusal.ts";
import { problemLines } from "./problem-lines.ts";

test("a refusal has one line each for what was found, what was kept and what to do", () => {
  const refusal = {
    code: "conflict",
    text: "Ann answered first.",
    kept: "Yours was not recorded.",
    todo: "Look again.",
  };
  expect(problemLines(refusal)).toEqual(["Ann answered first.", "Yours was not recorded.", "Look again."]);
});

test("the command that helps is a sentence, also one that only a newer server knows", () => {
  const lines = (command: object) =>
    problemLines({ code: "not-found", text: "There is none.", command: command as RefusalCommand });
  expect(lines({ verb: "graph list" })).toEqual(["There is none.", "List them with `graph list`."]);
  expect(lines({ verb: "pipeline show", id: 7 })[1]).toBe("Look at it with `pipeline show 7`.");
  expect(lines({ verb: "stream list" })[1]).toBe("Try `stream list`.");
});

test("a single problem is printed once, with its place in the file", () => {
  const problem = { path: "vertices.A", text: "Wanted a map, found a list.", line: 4, column: 3 };
  const refusal = {
    code: "bad-input",
    text: problem.text,
    problems: [problem],
    kept: "Nothing was written.",
  };
  expect(problemLines(refusal, "a.yaml")).toEqual([
    "a.yaml:4:3: vertices.A: Wanted a map, found a list.",
    "Nothing was written.",
  ]);
  expect(problemLines(refusal)[0]).toBe("line 4:3: vertices.A: Wanted a map, found a list.");
});

test("several problems are printed below the sentence", () => {
  const problems = [
    { path: "params.env", text: "Wanted a or b." },
    { path: "", text: "No vertices." },
  ];
  expect(problemLines({ code: "bad-input", text: "2 values do not fit.", problems })).toEqual([
    "2 values do not fit.",
    "  params.env: Wanted a or b.",
    "  No vertices.",
  ]);
});
