import fc from "fast-check";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { arbitraryGraphFile } from "#testing/engine/arbitrary-graph-file.ts";
import { writeJson } from "../json/write-json.ts";
import type { GraphFile } from "../model/graph-content.ts";
import { digestOf } from "./digest.ts";
import { parseGraphFile } from "./graph-file.ts";
import { graphFileJson } from "./graph-file-json.ts";
import { readGraphText } from "./read-graph-text.ts";
import { writeGraphText } from "./write-graph-text.ts";

function parsed(value: unknown): GraphFile {
  const result = parseGraphFile(value);
  if (!result.ok) throw new Error(JSON.stringify(result.problems, null, 2));
  return result.file;
}

function read(text: string): GraphFile {
  const result = readGraphText(text);
  if (!result.ok) throw new Error(`${JSON.stringify(result.problems, null, 2)}\n${text}`);
  return result.file;
}

test("a file that is written and read again is the same, and is written to the same bytes", () => {
  fc.assert(
    fc.property(arbitraryGraphFile, (value) => {
      const file = parsed(value);
      const text = writeGraphText(file);
      const again = read(text);
      expect(again).toEqual(file);
      expect([...again.content.vertices.keys()]).toEqual([...file.content.vertices.keys()]);
      expect(writeGraphText(again)).toBe(text);
      expect(digestOf(again.content)).toBe(digestOf(file.content));
    }),
    { numRuns: 60 },
  );
});

test("a file that is written as JSON and read again is the same, as a value and as text", () => {
  fc.assert(
    fc.property(arbitraryGraphFile, (value) => {
      const file = parsed(value);
      const json = graphFileJson(file);
      expect(parsed(JSON.parse(writeJson(json)))).toEqual(file);
      expect(read(writeJson(json, 2))).toEqual(file);
    }),
    { numRuns: 40 },
  );
});

test("another YAML parser reads the same values", () => {
  fc.assert(
    fc.property(arbitraryGraphFile, (value) => {
      const file = parsed(value);
      expect(parse(writeGraphText(file))).toEqual(JSON.parse(writeJson(graphFileJson(file))));
    }),
    { numRuns: 40 },
  );
});

test("the text has a fixed form: keys in the order of the shape, scripts unchanged, edges as arrows", () => {
  const text = `signalbox: 1
name: restart-game
description: Stop, back up and upgrade side by side, start again
params:
  env: { type: enum, enum: [staging, prod], default: staging }
onFailure: continue
vertices:
  A:
    inputs:
      ip: { type: string, required: true, default: 192.168.100.10 }
    script: |
      echo "test1.A"
      getent ahosts {ip}
  B:
    script: echo B
    timeout: 10m
    retry: { max: 2, delay: 5s, factor: 2, jitter: true, onExit: [75] }
    onFailure: ignore
    onLost: retry
    revert: echo undo B
    labels: [linux]
  ok-to-go:
    kind: approval
    prompt: { title: Go live?, assignees: [role:operator], excludeLauncher: true, timeout: 2h }
edges:
  - A -> B
  - { tail: B, head: ok-to-go, when: always }
layout:
  A: [0, 0]
  B: [240, -80]
`;
  expect(writeGraphText(read(text))).toBe(text);
});

test("keys of any length and form, of values that are blocks, are read again", () => {
  const keys = ["k".repeat(1_100), "? x", "- x", "a: b", "<<", "", "__proto__", "010", "a\nb", "#a", "key:"];
  for (const text of ["a\nb", "a"]) {
    const value = new Map(keys.map((key) => [key, new Map([[key, text]])]));
    const params = { p: { type: "json", default: value } };
    const read = parseGraphFile({ signalbox: 1, name: "g", params, vertices: { A: { script: "echo" } } });
    if (!read.ok) throw new Error(read.problems[0]?.text);
    expect(readGraphText(writeGraphText(read.file))).toEqual(read);
  }
});
