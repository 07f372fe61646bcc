import { open } from "node:fs/promises";
import type { Readable } from "node:stream";
import { badUsage, CommandProblem } from "../command/command-problem.ts";
import { EXIT_CODE } from "../command/exit-code.ts";

/** The maximum size that the server reads (MAX_GRAPH_TEXT of the engine; a test compares the two). */
export const MAX_GRAPH_FILE_BYTES = 2_000_000;

/**
 * The text of a graph file, or of another one that the server reads. A text that is too long is refused before all of it is read, and before anything is sent.
 *
 * @param file its path, or `-` for stdin.
 * @param kind what it should be.
 * @throws CommandProblem where it cannot be read, is too long, or is not UTF-8.
 */
export async function readGraphFile(file: string, stdin: Readable, kind = "graph file"): Promise<string> {
  const bytes = file === "-" ? await boundedBytes(stdin) : await fileBytes(file);
  const name = file === "-" ? "The text on stdin" : `The file "${file}"`;
  if (bytes.length > MAX_GRAPH_FILE_BYTES)
    throw new CommandProblem(EXIT_CODE.badInput, {
      code: "too-large",
      text: `${name} is longer than a ${kind} may be: ${MAX_GRAPH_FILE_BYTES.toLocaleString("en")} bytes.`,
      kept: "Nothing was sent.",
      todo: "Keep large data in files that the scripts read.",
    });
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    throw badUsage(`${name} is not UTF-8 text.`, "Is it UTF-16 or binary? Save it as UTF-8.");
  }
}

async function fileBytes(file: string): Promise<Buffer> {
  try {
    const handle = await open(file);
    try {
      return await boundedBytes(handle.createReadStream({ autoClose: false, end: MAX_GRAPH_FILE_BYTES }));
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw badUsage(`The file "${file}" cannot be read: ${whyUnreadable(error as NodeJS.ErrnoException)}.`);
  }
}

/** Reads at most one byte more than allowed: enough to know that the text is too long. */
async function boundedBytes(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk as Uint8Array | string);
    chunks.push(bytes);
    length += bytes.length;
    if (length > MAX_GRAPH_FILE_BYTES) break;
  }
  return Buffer.concat(chunks);
}

function whyUnreadable({ code, message }: NodeJS.ErrnoException): string {
  if (code === "ENOENT") return "there is none";
  if (code === "EISDIR") return "it is a directory";
  return code === "EACCES" ? "it is not allowed" : message;
}
