import fc from "fast-check";
import { expect, test } from "vitest";
import { parseGraphFile } from "../../graph-file/graph-file.ts";
import { writeGraphText } from "../../graph-file/write-graph-text.ts";
import type { GraphContent } from "../../model/graph-content.ts";
import { textFindings } from "./findings-texts.ts";
import { tidiedText, withTidiedTexts } from "./tidied-texts.ts";

function contentWith(text: string): GraphContent {
  const parsed = parseGraphFile({
    signalbox: 1,
    name: "g",
    description: text,
    params: { p: { type: "text", default: "a\r\nb", description: text } },
    outputs: { o: { type: "text", from: `x${text}`, description: text } },
    vertices: {
      A: {
        description: text,
        script: text,
        revert: text,
        inputs: { i: { type: "string", description: text } },
      },
      B: { kind: "http", http: { method: "POST", url: "https://example.com", body: text } },
      C: { kind: "approval", prompt: { title: `x${text}` } },
      D: { kind: "wait", wait: { callback: { until: `x${text}` } } },
    },
    edges: [{ tail: "A", head: "B", when: `x${text}` }],
  });
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  return parsed.file.content;
}

const text = fc
  .array(
    fc.constantFrom("a", "é", " ", "\t", "\n", "\r\n", "\r", "\f", "\u001b", "\u0085", "\u2028", "\uFEFF"),
    {
      maxLength: 8,
    },
  )
  .map((parts) => parts.join(""));

test("every text that check warns of is tidied by its fix, in as many steps as there are findings, and values stay", () => {
  fc.assert(
    fc.property(text, (each) => {
      let content = contentWith(each);
      for (const { fix } of textFindings(content))
        if (fix?.change === "tidy") content = withTidiedTexts(content, fix);
      expect(textFindings(content)).toEqual([]);
      expect(content.params?.["p"]?.default).toBe("a\r\nb");
    }),
    { numRuns: 100 },
  );
});

test.each([
  ["a\r\nb", "the description, line 1, has a Windows line end (CR LF)"],
  ["a\nb\rc", "the description, line 2, has a carriage return (CR)"],
  ["a\u2028b", "the description has a line separator (U+2028)"],
  ["a\n\nb\f", "the description, line 3, has a form feed (U+000C)"],
  ["\u001b[1m", "the description has an escape character (U+001B)"],
  ["a\u0001", "the description has a character that no editor shows (U+0001)"],
  ["a\nb\n  ", "the description, line 2, has spaces after its last line"],
])("the finding about %j says what it is and where", (each, problem) => {
  const [finding] = textFindings(contentWith(each));
  expect(finding).toMatchObject({ level: "warning", vertices: [], fix: { change: "tidy", vertex: null } });
  expect(finding?.text).toContain(`A text of the graph is not plain: ${problem}. A graph file can show`);
});

test("texts without findings stay the same objects", () => {
  const content = contentWith("a\nb\n");
  expect(textFindings(content)).toEqual([]);
  const same = withTidiedTexts(content, { change: "tidy", label: "", vertex: "A", what: "line-ends" });
  expect(same.vertices.get("A")).toBe(content.vertices.get("A"));
});

test("a file that is tidy, or that cannot be read, stays as it is written", () => {
  const own = `# mine\n${writeGraphText({ content: contentWith("a\nb\n"), layout: new Map() })}`;
  expect(tidiedText(own)).toBe(own);
  expect(tidiedText("signalbox: [")).toBe("signalbox: [");
  const untidy = writeGraphText({ content: contentWith("a\r\n\r\n"), layout: new Map() });
  expect(tidiedText(untidy)).toContain("    script: |+\n      a\n\n");
});
