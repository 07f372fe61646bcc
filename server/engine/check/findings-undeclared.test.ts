import { describe, expect, test } from "vitest";
import { contentOf } from "#testing/engine/simulated-pipeline.ts";
import { findingsOf } from "./findings.ts";

const named = (spec: object) =>
  findingsOf(contentOf({ A: spec }, [])).flatMap(({ code, text }) =>
    code === "placeholder-undeclared" ? [/^\{(.+?)\}/.exec(text)?.[1]] : [],
  );

describe("a name in braces that nobody declared", () => {
  test.each<[string, object, readonly string[]]>([
    ["a word of a command", { script: "deploy {version} --to {host}" }, ["version", "host"]],
    ["a word in double quotes", { script: 'echo "on {host}, {host}"' }, ["host"]],
    ["an undo script", { script: "true", revert: "undo {version}" }, ["version"]],
    ["the question of an approval", { kind: "approval", prompt: { title: "Restart {host}?" } }, ["host"]],
    ["a request", { kind: "http", http: { url: "https://example.com/{id}" } }, ["id"]],
  ])("is found in %s", (_, spec, names) => {
    expect(named(spec)).toEqual(names);
  });

  test.each<[string, object]>([
    ["single quotes", { script: "awk '{print}' x; jq '{name}' y" }],
    ["a comment", { script: "true # {host}" }],
    ["a variable, a list, and doubled braces", { script: "echo ${HOME} {a,b} {{lit}} {1..3}" }],
    [
      "what curl, git and bash have for themselves",
      {
        script: 'curl -w "%{http_code}" x; git log @{upstream} v1^{commit}; exec {fd}>file',
      },
    ],
    ["a name that no input can have", { script: "echo {PATH}" }],
    ["a program of another language", { script: "python3 - <<END\nprint(f'{x}')\nEND" }],
    ["Python", { script: "print(f'{x}')", interpreter: "python3" }],
    ["a script that the shell cannot read", { script: "if true; echo {host}" }],
  ])("is not found in %s", (_, spec) => {
    expect(named(spec)).toEqual([]);
  });
});
