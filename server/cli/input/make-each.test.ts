import { expect, test } from "vitest";
import { CommandProblem, unreachable } from "../command/command-problem.ts";
import { EXIT_CODE } from "../command/exit-code.ts";
import { makeEach } from "./make-each.ts";

const ALL = ["a", "b", "c"].map((name) => ({ name }));
const taken = new CommandProblem(EXIT_CODE.refused, {
  code: "conflict",
  text: "It is taken.",
  todo: "Rename.",
});

async function madeWith(problem: Error, all = ALL) {
  const tried: string[] = [];
  const make = async ({ name }: { name: string }) => {
    tried.push(name);
    if (name === "b") throw problem;
    return name.toUpperCase();
  };
  const problemOf = (error: unknown) => (error instanceof CommandProblem ? error : null);
  const outcome = await makeEach(all, make, problemOf).catch((error: unknown) => error);
  return { tried, outcome };
}

test("a refusal in the middle says what was made before it and what was not, and the rest is not tried", async () => {
  const { tried, outcome } = await madeWith(taken);
  expect(tried).toEqual(["a", "b"]);
  expect(outcome).toMatchObject({
    exitCode: EXIT_CODE.refused,
    document: {
      code: "conflict",
      text: "b: It is taken.",
      kept: "Made: a. Not made: b, c.",
      todo: "Rename.",
    },
  });
});

test("where the answer was lost, it is not known whether the one in the middle was made", async () => {
  const { outcome } = await madeWith(unreachable("The connection broke."));
  expect(outcome).toMatchObject({ document: { kept: "Made: a. Not known: b. Not made: c." } });
});

test("what is made is given in its order; a single one is refused in the words of the server, and a bug stays one", async () => {
  expect(
    await makeEach(
      ALL,
      async ({ name }) => name,
      () => null,
    ),
  ).toEqual(["a", "b", "c"]);
  expect((await madeWith(taken, [{ name: "b" }])).outcome).toBe(taken);
  const bug = new Error("bug");
  expect((await madeWith(bug)).outcome).toBe(bug);
});
