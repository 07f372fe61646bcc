import { CodeReader } from "./code-reader.ts";
import { PLAIN } from "./look.ts";
import { TerminalRow } from "./terminal-row.ts";

/** The text that a terminal shows of a line, without its looks. */
export function terminalText(line: string): string {
  let text = "";
  let row = new TerminalRow();
  const nextRow = () => {
    text += row.read(PLAIN).text;
    row = new TerminalRow();
    return row;
  };
  for (const code of new CodeReader().read(line)) {
    if (code.kind === "text") {
      let written = row.write(code.text, PLAIN);
      while (written < code.text.length) written += nextRow().write(code.text.slice(written), PLAIN);
    } else if (code.kind === "csi") row.carryOut(code.parameters, code.final);
    else if (code.kind === "control" && !row.obey(code.character, PLAIN))
      nextRow().obey(code.character, PLAIN);
  }
  return text + row.read(PLAIN).text;
}
