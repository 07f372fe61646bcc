import { describe, expect, test } from "vitest";
import { contentOf, SimulatedPipeline } from "#testing/engine/simulated-pipeline.ts";
import { findingsOf } from "../check/findings.ts";
import { vertexJson } from "../graph-file/graph-file-json.ts";
import { readGraphText } from "../graph-file/read-graph-text.ts";
import { writeGraphText } from "../graph-file/write-graph-text.ts";
import { jsonFrom } from "../json/json.ts";
import { writeJson } from "../json/write-json.ts";
import type { VertexKind } from "../model/graph-content.ts";
import { KIND_FIELDS } from "../shape/fields/kind-fields.ts";
import { settlementFor } from "../transition/settlement.ts";
import { KINDS, kindOf } from "./kinds.ts";

const ENDED = {
  exitCode: null,
  signal: null,
  outputText: null,
  isOutputCut: false,
  endedBy: null,
  spawnError: null,
};

test("a script that failed at what its fence keeps it from says so; one without a fence, or that ended well, does not", () => {
  const reasonOf = (spec: object, end: object) => {
    const content = contentOf({ A: { script: "x", ...spec } }, []);
    const { plan } = new SimulatedPipeline(content);
    const lastLine = "touch: cannot touch '/etc/x': Read-only file system";
    const outcome = settlementFor(
      plan,
      0,
      { ...ENDED, lastLine, ...end },
      { cancelledBy: null, isOverdue: false },
      0.5,
    );
    return "reason" in outcome ? outcome.reason : null;
  };
  expect(reasonOf({}, { exitCode: 1 })).toBe(
    "exit 1 (behind its fence a script can change its own directory and /tmp only: see `fence`)",
  );
  expect(reasonOf({ fence: "host" }, { exitCode: 1 })).toBe("exit 1");
  expect(reasonOf({}, { exitCode: 1, lastLine: "no" })).toBe("exit 1");
  expect(reasonOf({}, { exitCode: 0 })).toBeNull();
});

describe.each(Object.entries(KINDS))("the kind %s", (name, kind) => {
  const content = contentOf({ A: kind.example, B: { script: "true" } }, ["A -> B"]);
  const spec = content.vertices.get("A") ?? {};
  const ownFields = Object.keys(KIND_FIELDS[name as VertexKind]);

  test("is written and read again with all its fields", () => {
    expect(kindOf(spec)).toBe(kind);
    expect(Object.keys(kind.example)).toEqual(expect.arrayContaining(ownFields));
    expect(JSON.parse(writeJson(vertexJson(spec)))).toEqual(kind.example);
    const read = readGraphText(writeGraphText({ content, layout: new Map() }));
    expect(read.ok && read.file.content).toEqual(content);
  });

  test("passes check, and no other kind may have its fields", () => {
    expect(findingsOf(content).filter(({ level }) => level !== "hint")).toEqual([]);
    for (const field of ownFields) expect(kind.fields).toContain(field);
    for (const [other, { example }] of Object.entries(KINDS)) {
      if (other === name) continue;
      const own = Object.fromEntries(ownFields.map((field) => [field, kind.example[field]]));
      const codes = findingsOf(contentOf({ A: { ...own, ...example } }, [])).map(({ code }) => code);
      expect(codes, other).toContain("field-of-another-kind");
    }
  });

  test("begins and ends, and the vertex behind it begins", () => {
    const run = new SimulatedPipeline(content);
    const names = Object.keys(spec.inputs ?? {});
    const answers = Object.fromEntries(names.map((each) => [each, "x"]));
    if (run.stateOf("A") === "prompting" && kind.carriedOutBy !== "person") run.answer(0, answers);
    switch (kind.carriedOutBy) {
      case "runner": {
        run.claim(0);
        const end = { ...ENDED, ...kind.exampleEnd };
        run.feed({
          type: "settled",
          number: 0,
          outcome: settlementFor(run.plan, 0, end, run.pipeline, 0.5),
        });
        break;
      }
      case "person":
        run.answer(0, answers, { verdict: "approve", by: "ann", comment: null });
        break;
      case "pipeline":
        expect(run.track(0)).toMatchObject({ state: "sleeping", sleep: "child" });
        run.end(0, "succeeded");
        break;
      case "sleep":
        expect(run.stateOf("A")).toBe("sleeping");
        if (run.track(0).sleep === "callback")
          run.feed({ type: "called", number: 0, calls: [jsonFrom({ ticket: "T-7", isBad: false })] });
        else run.feed({ type: "timer-due", number: 0 });
    }
    expect(run.states()).toEqual({ A: "succeeded", B: "pending" });
  });

  test("fails with the reason if its runner ended it at a limit, whatever it answered then", () => {
    if (kind.carriedOutBy !== "runner") return;
    const plan = new SimulatedPipeline(content).plan;
    const end = { ...ENDED, ...kind.exampleEnd, endedBy: "limit" as const, overLimit: "its disk is full" };
    expect(settlementFor(plan, 0, end, { cancelledBy: null, isOverdue: false }, 0.5)).toMatchObject({
      to: "failed",
      reason: "ended by its runner: its disk is full",
    });
  });

  test("finds each text with placeholders, and changes it", () => {
    const used = Object.keys(spec.inputs ?? {}).filter((input) =>
      JSON.stringify(kind.example).includes(`{${input}}`),
    );
    const texts: string[] = [];
    const renamed = kind.mapTemplates(spec, ({ text }) => {
      texts.push(text);
      return text.replaceAll(/\{\w+\}/g, "{other}");
    });
    expect(kind.mapTemplates(spec, ({ text }) => text)).toEqual(spec);
    for (const input of used) {
      expect(texts.join("\n")).toContain(`{${input}}`);
      expect(JSON.stringify(renamed)).not.toContain(`{${input}}`);
    }
  });
});
