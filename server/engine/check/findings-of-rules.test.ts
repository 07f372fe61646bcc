import { expect, test } from "vitest";
import { readGraphText } from "../graph-file/read-graph-text.ts";
import { FINDING_LEVELS } from "../rules/rule.ts";
import { RULE_GROUPS } from "../rules/rules.ts";
import { findingsOf } from "./findings.ts";

const rules = Object.values(RULE_GROUPS).flatMap((group) => Object.entries(group));

/** Rules that need the server: other graphs, people, secrets and connections. */
const OF_SERVER = /^(shell|child-|connection-|transfer-server|assignee-|may-wait|secret-folder|label-folder)/;
/** Rules whose example would be too long to be read. */
const TOO_LONG = new Set(["graph-large", "placeholder-too-many"]);

function found(example: string) {
  const read = readGraphText(`signalbox: 1\nname: example\n${example}\n`);
  if (!read.ok) throw new Error(`${example}\n${JSON.stringify(read.problems)}`);
  return findingsOf(read.file.content);
}

test.each(rules)(
  "the example of %s has its finding, of the level that the rule says",
  (id, { level, example }) => {
    const findings = found(example);
    if (OF_SERVER.test(id) || TOO_LONG.has(id)) return;
    expect(findings.filter(({ code }) => code === id).map((each) => each.level)).toContain(level);
  },
);

test.each(rules)("%s says in one sentence each what is found and how it is corrected", (_id, rule) => {
  expect(FINDING_LEVELS).toContain(rule.level);
  for (const text of [rule.what, rule.correct]) {
    expect(text).toMatch(/^\S.*\.$/);
    expect(text.replace(/`[^`]*`/g, "").replace(/3\.10?\b/g, "")).not.toMatch(/\. [A-Z]/);
  }
});

test("no two rules have the same text", () => {
  const texts = rules.map(([, { what }]) => what);
  expect(new Set(texts).size).toBe(texts.length);
});
