import { describe, expect, test } from "vitest";
import { readGraphText } from "../../graph-file/read-graph-text.ts";
import { writeGraphText } from "../../graph-file/write-graph-text.ts";
import { writeJson } from "../../json/write-json.ts";
import { findingsOf } from "../findings.ts";

const HEAD = "signalbox: 1\nname: g\n";

function textsOf(body: string): readonly string[] {
  const read = readGraphText(`${HEAD}${body}`);
  return read.ok
    ? findingsOf(read.file.content).map(({ text }) => text)
    : read.problems.map(({ text }) => text);
}

const param = (value: string, type = "list") =>
  `params: { p: { type: ${type}, default: ${value} } }\nvertices: { A: { inputs: [p], script: "echo {p}" } }\n`;

describe("a number whose text is not its value", () => {
  test.each(["3.10", "1.0", "1e3", "-0.50"])("%s in a list is a warning, and quoted text is none", (text) => {
    expect(textsOf(param(`[a, ${text}]`))[0]).toContain(`The number ${text} in the default of the param p`);
    expect(textsOf(param(`[a, "${text}"]`))).toEqual([]);
  });

  test.each(["3.10", "1.0", "-0.50", "-0", "12345678901234567890.5"])(
    "%s is given to scripts as it is written, so nothing is said",
    (text) => {
      expect(textsOf(param(text, "number"))).toEqual([]);
    },
  );

  test.each([
    ["1e3", "number", "1000"],
    ["1e3", "integer", "1000"],
    ["2.50e-2", "number", "0.0250"],
    ["3.0", "integer", "3"],
    ["-0", "integer", "0"],
    ["1e300", "number", `1${"0".repeat(39)}…`],
  ])("%s of the type %s is told as what scripts are given", (text, type, given) => {
    expect(textsOf(param(text, type))).toEqual([
      `The number ${text} in the default of the param p is given to scripts as ${given}. Write it so, or declare the type string to keep the text.`,
    ]);
  });

  test.each(["010", "0x1F", "0o17", "+5", ".5", "5.", "-007"])(
    "%s is refused with its place, as the author wrote it",
    (text) => {
      const read = readGraphText(`${HEAD}${param(`[a, ${text}]`)}`);
      expect(read).toMatchObject({
        ok: false,
        problems: [{ line: 3, column: param("[a, ").indexOf("[a, ") + 5 }],
      });
      expect(read.ok ? "" : read.problems[0]?.text).toContain(`\`${text}\` cannot be kept as it is written`);
      expect(read.ok ? "" : read.problems[0]?.text).toContain(`"${text}"`);
    },
  );

  test.each(["9007199254740993", "12345678901234567890", "0.1234567890123456789", "3.10"])(
    "%s keeps its digits in a file, its export and its JSON",
    (text) => {
      const read = readGraphText(`${HEAD}${param(`[${text}]`)}`);
      if (!read.ok) throw new Error(read.problems[0]?.text);
      expect(writeJson(read.file.content.params?.["p"]?.default)).toBe(`[${text}]`);
      expect(writeGraphText(read.file)).toContain(`default: [${text}]`);
    },
  );

  test("is quoted as it was written where text is wanted", () => {
    expect(textsOf(param("3.10", "string"))[0]).toContain(
      'found the number 3.10. Put it in quotes to make it text: "3.10"',
    );
    expect(textsOf(`vertices: { A: { script: 3.10 } }\n`)[0]).toContain('"3.10"');
  });

  test("is a number where a field of the file wants one", () => {
    expect(textsOf("vertices: { A: { script: a, retry: { max: 2.0, delay: 1s, factor: 1.50 } } }\n")).toEqual(
      [],
    );
    expect(textsOf("vertices: { A: { script: a } }\nlayout: { A: [1.50, 20] }\n")).toEqual([]);
  });
});

test("vertices keep the order of the file, whatever their names are", () => {
  const text = `${HEAD}vertices:\n  10: { script: a }\n  9: { script: b }\n  b: { script: c }\n  constructor: { script: d }\n`;
  const read = readGraphText(text);
  if (!read.ok) throw new Error(read.problems[0]?.text);
  expect([...read.file.content.vertices.keys()]).toEqual(["10", "9", "b", "constructor"]);
});
