import { describe, expect, test } from "vitest";
import { findingsOf } from "#engine/check/findings.ts";
import { KINDS } from "#engine/kinds/kinds.ts";
import type { Finding, VertexSpec } from "#engine/model/graph-content.ts";
import { contentOf } from "#testing/engine/simulated-pipeline.ts";
import { sectionOfFinding } from "./finding-section.ts";
import { searchedSections, sectionsOf, sectionText } from "./sections-of.ts";
import { SETTINGS } from "./settings.ts";

const idsOf = (spec: VertexSpec) => sectionsOf(spec).flatMap(({ settings }) => settings.map(({ id }) => id));

describe.each(Object.entries(KINDS))("the form of the kind %s", (_kind, kind) => {
  const spec = contentOf({ A: kind.example }, []).vertices.get("A") ?? {};

  test("begins with the kind's own section, and has a setting for each field that other kinds have, too", () => {
    const [first, ...others] = sectionsOf(spec);
    expect(first?.id).toBe("first");
    expect(others.length).toBeGreaterThan(0);
    const shown = new Set(
      SETTINGS.filter(({ id }) => idsOf(spec).includes(id)).flatMap(({ fields }) => fields),
    );
    const shared = Object.values(KINDS)
      .flatMap(({ fields }) => fields)
      .filter((field, place, all) => all.indexOf(field) !== place);
    for (const field of kind.fields) if (shared.includes(field)) expect(shown, field).toContain(field);
  });

  test("says in the header of a section what is set, and nothing where nothing is", () => {
    for (const section of sectionsOf(spec).slice(1)) {
      const isSet = section.settings.some(({ fields }) => fields.some((field) => spec[field] !== undefined));
      expect(sectionText(section, spec) !== null, section.id).toBe(isSet);
    }
  });
});

test("a header says it in few words", () => {
  const spec: VertexSpec = {
    retry: { max: 3, delay: 10_000 },
    timeout: 600_000,
    labels: ["gpu"],
    inputs: Object.fromEntries(["a", "b", "c", "d", "e", "f"].map((name) => [name, { type: "string" }])),
  };
  const text = (id: string) => {
    const section = sectionsOf(spec).find((each) => each.id === id);
    return section === undefined ? undefined : sectionText(section, spec);
  };
  expect(text("inputs")).toBe("a, b, c, d and 2 more");
  expect(text("failure")).toBe("at most 10m · 3 retries, 10s apart");
  expect(text("runs")).toBe("gpu");
  expect(text("advanced")).toBeNull();
});

test("a search finds settings by their names and by other words, and keeps those that have all of them", () => {
  const found = (query: string) =>
    searchedSections(sectionsOf({}), query).flatMap(({ settings }) => settings.map(({ id }) => id));
  expect(found("rollback")).toEqual(["undo"]);
  expect(found("LOOP")).toEqual(["foreach", "repeat"]);
  expect(found("exit codes")).toEqual(["retry"]);
  expect(found("no such setting")).toEqual([]);
  expect(found("  ")).toEqual(idsOf({}));
});

test("a wait for a time has neither outputs nor a timeout, a wait for a call has both", () => {
  expect(idsOf({ kind: "wait", wait: { for: 1_000 } })).not.toContain("timeout");
  expect(idsOf({ kind: "wait", wait: { callback: "once" } })).toEqual(
    expect.arrayContaining(["timeout", "outputs"]),
  );
});

test("a finding is in the section of the setting that it is about", () => {
  const content = contentOf(
    {
      A: { script: "a", inputs: { x: { type: "string", from: "params.none" } }, revertFailed: true },
      B: { script: "b", foreach: { items: "params.none" } },
      C: { script: "c", retry: { each: "params.none" } },
      D: { script: "d", repeat: { until: "params.none", max: 2 } },
      E: { script: "e", onTimeout: "skip" },
    },
    [],
  );
  const sectionsOfVertex = (name: string) =>
    findingsOf(content)
      .filter((finding: Finding) => finding.level === "error" && finding.vertices.includes(name))
      .map(sectionOfFinding);
  expect(sectionsOfVertex("A").toSorted()).toEqual(["failure", "inputs"]);
  expect(sectionsOfVertex("B")).toEqual(["advanced"]);
  expect(sectionsOfVertex("C")).toEqual(["failure"]);
  expect(sectionsOfVertex("D")).toEqual(["advanced"]);
  expect(sectionsOfVertex("E")).toEqual(["failure"]);
});
