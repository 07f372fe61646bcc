import { expect, test } from "vitest";
import { filePathOf, readTriggerText, writeTriggerText } from "./trigger-file.ts";

const FULL = `trigger: 1
name: on-push
graph: deploy
revision: 3
webhook: { secret: hook-key, proof: token, idHeader: X-Event-Id, maxQueued: 5 }
filter: headers["x-github-event"] == "push"
params:
  branch: body.ref
  note: "'a: b'"
pipelineName: From outside
priority: -5
state: active
`;

test("what is read from a file is written as the same file, and what is as usual is left out", () => {
  const read = readTriggerText(FULL);
  if (!read.ok) throw new Error(JSON.stringify(read.problems));
  const [{ file } = { file: null }] = read.documents;
  expect(file).toMatchObject({
    kind: "webhook",
    settings: { secret: "hook-key", proof: "token", idHeader: "X-Event-Id", maxQueued: 5 },
    params: { branch: "body.ref", note: "'a: b'" },
  });
  expect(file === null ? "" : writeTriggerText(file)).toBe(FULL);
  const short = readTriggerText(
    'trigger: 1\nname: a\ngraph: b\nwebhook: { secret: k }\npriority: 0\nfilter: ""\n',
  );
  expect(short.ok && short.documents.map(({ file: each }) => writeTriggerText(each))).toEqual([
    "trigger: 1\nname: a\ngraph: b\nwebhook: { secret: k }\n",
  ]);
});

test("each mistake of a file is said with its line", () => {
  const problemsOf = (text: string) => {
    const read = readTriggerText(text);
    return read.ok ? [] : read.problems.map(({ line, text: said }) => `${line}: ${said}`);
  };
  const begin = "trigger: 1\nname: a\ngraph: b\n";
  expect(problemsOf(begin)).toEqual([
    expect.stringMatching(/^1: Wanted what it takes, one of `webhook`.*found none/),
  ]);
  expect(problemsOf(`${begin}webhook: { secret: k, colour: red }\n`)).toEqual([
    expect.stringMatching(/^4: Unknown here: `colour`/),
  ]);
  expect(problemsOf(`${begin}webhook: {}\n`)).toEqual([expect.stringMatching(/^4: /)]);
  expect(problemsOf(`${begin}webhook: { secret: k }\nparams: { x: 7 }\n`)).toEqual([
    expect.stringMatching(/^5: /),
  ]);
  expect(problemsOf(`${begin}webhook: { secret: k }\n---\n${begin}webhook: { secret: k }\n`)).toEqual([
    expect.stringMatching(/^7: The trigger `a` occurs here twice/),
  ]);
  expect(problemsOf("[]")).toEqual([expect.stringContaining("Wanted triggers")]);
});

test("what the server says of a field is found in the file", () => {
  expect(filePathOf("settings.secret", "webhook")).toEqual(["webhook", "secret"]);
  expect(filePathOf("params.a.b", "webhook")).toEqual(["params", "a.b"]);
  expect(filePathOf("filter", "webhook")).toEqual(["filter"]);
});
