import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type Block, type Inline, readNote, safeAddress } from "./note-markup.ts";

const text = (value: string): Inline => ({ is: "text", text: value });

function textOf(parts: readonly (Block | Inline)[]): string {
  return parts
    .map((part) => {
      if ("text" in part) return part.text;
      if (part.is === "list") return part.items.map(textOf).join("\n");
      return textOf(part.parts);
    })
    .join("");
}

function linksOf(parts: readonly (Block | Inline)[]): readonly string[] {
  return parts.flatMap((part) => {
    if ("text" in part) return [];
    if (part.is === "list") return part.items.flatMap(linksOf);
    return [...(part.is === "link" ? [part.href] : []), ...linksOf(part.parts)];
  });
}

describe("a note", () => {
  test("has headings, paragraphs, lists and blocks of code", () => {
    const note =
      "# Why\nfirst\nline\n\nsecond\n- a\n* b\n\n1. one\n2) two\n```sh\n# no heading\n- x\n```\nend";
    expect(readNote(note)).toEqual([
      { is: "heading", parts: [text("Why")] },
      { is: "paragraph", parts: [text("first\nline")] },
      { is: "paragraph", parts: [text("second")] },
      { is: "list", isOrdered: false, items: [[text("a")], [text("b")]] },
      { is: "list", isOrdered: true, items: [[text("one")], [text("two")]] },
      { is: "code", text: "# no heading\n- x" },
      { is: "paragraph", parts: [text("end")] },
    ]);
  });

  test.each<[string, readonly Inline[]]>([
    [
      "**a** *b* _c_ `d*e*`",
      [
        { is: "strong", parts: [text("a")] },
        text(" "),
        { is: "emphasis", parts: [text("b")] },
        text(" "),
        { is: "emphasis", parts: [text("c")] },
        text(" "),
        { is: "code", text: "d*e*" },
      ],
    ],
    ["a_b_c 2 * 3 * 4 *open", [text("a_b_c 2 * 3 * 4 *open")]],
    [
      "**a *b* c**",
      [{ is: "strong", parts: [text("a "), { is: "emphasis", parts: [text("b")] }, text(" c")] }],
    ],
    ["<b onclick=x>&amp;</b>", [text("<b onclick=x>&amp;</b>")]],
    [
      "[run *book*](https://x.example/a)",
      [{ is: "link", href: "https://x.example/a", parts: [text("run *book*")] }],
    ],
    [
      "see https://x.example/a.",
      [
        text("see "),
        { is: "link", href: "https://x.example/a", parts: [text("https://x.example/a")] },
        text("."),
      ],
    ],
    ["[x](javascript:alert(1))", [text("[x](javascript:alert(1))")]],
  ])("%j", (note, parts) => {
    expect(readNote(note)).toEqual([{ is: "paragraph", parts }]);
  });
});

test.each([
  "javascript:alert(1)",
  "JaVaScRiPt:alert(1)",
  "data:text/html,x",
  "//evil.example",
  "/graphs",
  "java\nscript:x",
  "https://bank.example@evil.example",
  "https://",
  "https://x.example/\u202Egpj",
  "file:///etc/passwd",
])("%j is no address that a note links to", (address) => {
  expect(safeAddress(address)).toBeNull();
  expect(linksOf(readNote(`[x](${address}) ${address}`)).every((href) => /^https?:\/\//.test(href))).toBe(
    true,
  );
});

test("whatever is written: links lead to the web only, no word is lost, and nothing is thrown", () => {
  const piece = fc.oneof(
    fc.constantFrom(
      "*",
      "**",
      "_",
      "`",
      "```",
      "[",
      "](",
      ")",
      "https://",
      "javascript:",
      "\n",
      "\n\n",
      "- ",
      "1. ",
      "# ",
    ),
    fc.string({ unit: "grapheme", maxLength: 6 }),
  );
  fc.assert(
    fc.property(fc.array(piece, { maxLength: 40 }), (pieces) => {
      const note = pieces.join("");
      const blocks = readNote(note);
      for (const href of linksOf(blocks)) expect(href).toMatch(/^https?:\/\/[^\s]+$/);
      // The line of a fence is not shown, and the address of a link in another form.
      const lines = note.split(/\r\n?|\n/).filter((line) => !/^\s*```[\w+-]*\s*$/.test(line));
      const words =
        lines
          .join("\n")
          .replace(/\]\([^)]*\)/gu, " ")
          .match(/\p{L}+/gu) ?? [];
      const shown = textOf(blocks);
      for (const word of words.filter((each) => !/^(https?|javascript)$/.test(each)))
        expect(`${shown} ${linksOf(blocks).join(" ")}`).toContain(word);
    }),
    { numRuns: 300 },
  );
});
