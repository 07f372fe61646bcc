import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { findingsOf } from "#engine/check/findings.ts";
import { readWholeGraphText } from "#engine/graph-triggers/read-whole-graph-text.ts";
import { listTemplates } from "#services/templates/list-templates.ts";

const folder = new URL("../../../server/services/templates/graphs/", import.meta.url);

test("each template is listed, or is needed by one that is", async () => {
  const listed = (await listTemplates()).flatMap(({ name, needs }) => [
    name,
    ...needs.map((each) => each.name),
  ]);
  expect(listed.map((name) => `${name}.yaml`).sort()).toEqual(readdirSync(folder).sort());
});

describe.each(readdirSync(folder))("the template %s", (file) => {
  const text = readFileSync(new URL(file, folder), "utf8");
  const read = readWholeGraphText(text);
  if (!read.ok) throw new Error(`${file}: ${JSON.stringify(read.problems)}`);
  const { content } = read.file;

  test("has the name of its file, and no findings", () => {
    expect(file).toBe(`${content.name}.yaml`);
    expect(findingsOf(content)).toEqual([]);
  });

  test("declares triggers only if it is listed, one with its name in a form that can be renamed", async () => {
    const own = read.triggers.map((each) => each.file.name);
    if (own.length === 0) return;
    expect((await listTemplates()).map(({ name }) => name)).toContain(content.name);
    expect(own).toContain(content.name);
    expect(text).toContain(`\n  - name: ${content.name}\n`);
  });

  test("describes itself, each vertex and each param", () => {
    expect(content.description).toMatch(/\S/);
    const parts = [...content.vertices, ...Object.entries(content.params ?? {})];
    const undescribed = parts.flatMap(([part, { description = "" }]) =>
      description.trim() === "" ? [part] : [],
    );
    expect(undescribed).toEqual([]);
  });
});
