import { z } from "zod";
import { cutWithMark } from "#engine/text/cut-text.ts";

/** What a checker says of a line of a script. `code` is shellcheck's. */
export type Remark = { readonly line: number; readonly code: string | null; readonly text: string };

/** The longest text of a remark that is shown. */
const MAX_TEXT = 300;
const MAX_REMARKS = 20;

/** The first thing that bash, dash or another sh says of a script: `bash: line 3: syntax error …`, `sh: 3: Syntax error: …`. */
export function readBash({ stderr }: { readonly stderr: string }): readonly Remark[] {
  for (const each of stderr.split("\n")) {
    const [, line, text] = /^\S+: (?:line )?(\d{1,9}): (.+)$/.exec(each) ?? [];
    if (line !== undefined && text !== undefined)
      return [{ line: Number(line), code: null, text: plain(text) }];
  }
  return [];
}

const answer = z.object({
  comments: z.array(z.object({ line: z.int().min(1), code: z.int(), message: z.string() })),
});

/** The remarks of shellcheck, at most some; none if it answers in another way than is known. */
export function readShellcheck({ stdout }: { readonly stdout: string }): readonly Remark[] {
  let json: unknown;
  try {
    json = JSON.parse(stdout);
  } catch {
    return [];
  }
  const read = answer.safeParse(json);
  if (!read.success) return [];
  return read.data.comments
    .slice(0, MAX_REMARKS)
    .map(({ line, code, message }) => ({ line, code: `SC${code}`, text: plain(message) }));
}

/** A text in one line, without characters that move a terminal's cursor, and without the stop at its end. */
function plain(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these are what is looked for
  const line = text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, " ").trim();
  const short = cutWithMark(line, MAX_TEXT);
  return short.replace(/\.$/, "");
}
