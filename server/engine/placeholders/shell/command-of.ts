import type { Assignment, Command, Word, WordPart } from "unbash";
import { ShellCommand } from "./shell-command.ts";
import type { ShellDraft } from "./shell-draft.ts";
import type { ShellWord } from "./shell-word.ts";

/** Converts a simple command of the parser's tree to the form that the rules use. */
export function commandOf(node: Command, draft: ShellDraft): ShellCommand {
  return new ShellCommand(() => {
    const words = node.suffix.filter((each) => each.type === "Word" || each.type === "Assignment");
    return (node.name === undefined ? words : [node.name, ...words]).map((word) => shellWord(word, draft));
  });
}

function shellWord(node: Word | Assignment, draft: ShellDraft): ShellWord {
  const [from, to] = draft.within(node.pos, node.end);
  const isList = node.type === "Assignment" && node.value.type === "ArrayValue";
  return {
    text: node.type === "Word" ? fixedText(node) : node.text,
    kind: node.type === "Word" ? "word" : isList ? "list-assignment" : "assignment",
    hasPlaceholder: from < to,
    beginsWithPlaceholder: draft.beginsAt(node.pos, node.end),
  };
}

/** The fixed text of a word, without quotes and expansions. */
function fixedText({ value, parts }: Word): string {
  return parts === undefined ? value : parts.map(fixedPart).join("");
}

function fixedPart(part: WordPart): string {
  switch (part.type) {
    case "Literal":
    case "SingleQuoted":
    case "AnsiCQuoted":
    case "Glob":
      return part.value;
    case "DoubleQuoted":
    case "LocaleString":
      return part.parts.map(fixedPart).join("");
    case "BraceExpansion":
    case "ExtendedGlob":
      return part.text;
    default:
      return "";
  }
}
