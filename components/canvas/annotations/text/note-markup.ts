/** A part of a line of a note. */
export type Inline =
  | { readonly is: "text" | "code"; readonly text: string }
  | { readonly is: "strong" | "emphasis"; readonly parts: readonly Inline[] }
  | { readonly is: "link"; readonly href: string; readonly parts: readonly Inline[] };

/** A part of a note. */
export type Block =
  | { readonly is: "paragraph" | "heading"; readonly parts: readonly Inline[] }
  | { readonly is: "code"; readonly text: string }
  | { readonly is: "list"; readonly isOrdered: boolean; readonly items: readonly (readonly Inline[])[] };

const HEADING = /^ {0,3}#{1,6}\s+(.*)$/;
const BULLET = /^\s*[-*+]\s+(.*)$/;
const NUMBER = /^\s*\d{1,9}[.)]\s+(.*)$/;
/** With the name of a language at most: other text on that line would be shown nowhere. */
const FENCE = /^\s*```[\w+-]*\s*$/;

/**
 * A note's text as blocks: a small part of Markdown. Headings, paragraphs, lists of one level, blocks of code. Anything else,
 * such as HTML, is text. It takes time in proportion to the length of the text.
 */
export function readNote(text: string): readonly Block[] {
  const lines = text.split(/\r\n?|\n/);
  const blocks: Block[] = [];
  let paragraph: string[] = [];
  const endParagraph = () => {
    if (paragraph.length > 0) blocks.push({ is: "paragraph", parts: readInline(paragraph.join("\n")) });
    paragraph = [];
  };
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? "";
    if (FENCE.test(line)) {
      endParagraph();
      const code: string[] = [];
      for (at += 1; at < lines.length && !FENCE.test(lines[at] ?? ""); at += 1) code.push(lines[at] ?? "");
      blocks.push({ is: "code", text: code.join("\n") });
      continue;
    }
    const heading = HEADING.exec(line)?.[1];
    const bullet = BULLET.exec(line)?.[1];
    const item = bullet ?? NUMBER.exec(line)?.[1];
    if (heading !== undefined) {
      endParagraph();
      blocks.push({ is: "heading", parts: readInline(heading) });
    } else if (item !== undefined) {
      endParagraph();
      const isOrdered = bullet === undefined;
      const last = blocks.at(-1);
      const isSameList = last?.is === "list" && last.isOrdered === isOrdered && !isBlank(lines[at - 1]);
      const items = isSameList ? last.items : [];
      if (isSameList) blocks.pop();
      // The list grows in place of a copy for each item.
      const all = items as (readonly Inline[])[];
      all.push(readInline(item));
      blocks.push({ is: "list", isOrdered, items: all });
    } else if (isBlank(line)) endParagraph();
    else paragraph.push(line.trim());
  }
  endParagraph();
  return blocks;
}

function isBlank(line: string | undefined): boolean {
  return line === undefined || line.trim() === "";
}

/** In another one there is no more of these: the depth is bounded. */
const MAX_DEPTH = 4;
/** A mark that is not closed within so many characters is text, so that no text takes long. */
const MAX_SPAN = 500;

/** The parts of a line: `code`, **strong**, *emphasis*, [text](https://…), and an address that stands alone. */
function readInline(text: string, depth = 0): readonly Inline[] {
  const parts: Inline[] = [];
  let plain = "";
  const add = (part: Inline) => {
    if (plain !== "") parts.push({ is: "text", text: plain });
    plain = "";
    parts.push(part);
  };
  let at = 0;
  while (at < text.length) {
    const found = depth < MAX_DEPTH ? spanAt(text, at, depth) : null;
    if (found === null) {
      plain += text[at];
      at += 1;
    } else {
      add(found.part);
      at = found.end;
    }
  }
  if (plain !== "") parts.push({ is: "text", text: plain });
  return parts;
}

type Span = { readonly part: Inline; readonly end: number };

function spanAt(text: string, at: number, depth: number): Span | null {
  switch (text[at]) {
    case "`": {
      const end = closing(text, "`", at + 1);
      return end < 0 ? null : { part: { is: "code", text: text.slice(at + 1, end) }, end: end + 1 };
    }
    case "*":
    case "_":
      return emphasisAt(text, at, depth);
    case "[":
      return linkAt(text, at, depth);
    case "h":
      return addressAt(text, at);
    default:
      return null;
  }
}

function emphasisAt(text: string, at: number, depth: number): Span | null {
  const mark = text[at] ?? "";
  // `a_b_c` is a name.
  if (mark === "_" && isWord(text[at - 1])) return null;
  const isStrong = text[at + 1] === mark;
  const marks = isStrong ? mark + mark : mark;
  const begin = at + marks.length;
  if (text[begin] === undefined || /\s/.test(text[begin] ?? "")) return null;
  const end = closing(text, marks, begin + 1);
  if (end < 0 || /\s/.test(text[end - 1] ?? "")) return null;
  if (mark === "_" && isWord(text[end + marks.length])) return null;
  const parts = readInline(text.slice(begin, end), depth + 1);
  return { part: { is: isStrong ? "strong" : "emphasis", parts }, end: end + marks.length };
}

function linkAt(text: string, at: number, depth: number): Span | null {
  const middle = closing(text, "](", at + 1);
  if (middle < 0) return null;
  const end = closing(text, ")", middle + 2);
  const href = end < 0 ? null : safeAddress(text.slice(middle + 2, end).trim());
  if (href === null) return null;
  // A link within a link would be none that can be clicked.
  const parts = readInline(text.slice(at + 1, middle), MAX_DEPTH);
  return parts.length === 0 || depth >= MAX_DEPTH
    ? null
    : { part: { is: "link", href, parts }, end: end + 1 };
}

function addressAt(text: string, at: number): Span | null {
  if (isWord(text[at - 1])) return null;
  const found = /^https?:\/\/[^\s<>"'`*]{1,400}/.exec(text.slice(at, at + MAX_SPAN))?.[0];
  const address = found?.replace(/[.,;:!?)\]]+$/, "");
  const href = address === undefined ? null : safeAddress(address);
  if (href === null || address === undefined) return null;
  return { part: { is: "link", href, parts: [{ is: "text", text: address }] }, end: at + address.length };
}

/** The address where it is one of the web, with nothing that is not seen in it; null for any other. */
export function safeAddress(text: string): string | null {
  if (!/^https?:\/\//i.test(text) || /[\s\p{Cc}\p{Cf}]/u.test(text)) return null;
  try {
    const { protocol, href, username, password } = new URL(text);
    // `https://bank.example@evil.example` looks like another place than it is.
    if (username !== "" || password !== "") return null;
    return protocol === "http:" || protocol === "https:" ? href : null;
  } catch {
    return null;
  }
}

function closing(text: string, mark: string, from: number): number {
  const end = text.slice(from, from + MAX_SPAN).indexOf(mark);
  return end < 0 ? -1 : from + end;
}

function isWord(character: string | undefined): boolean {
  return character !== undefined && /[\p{L}\p{N}_]/u.test(character);
}
