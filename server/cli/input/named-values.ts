import { readFile } from "node:fs/promises";
import { withoutLastLineEnd } from "#engine/text/last-line-end.ts";
import { readText } from "#platform/read-text.ts";
import { badUsage } from "../command/command-problem.ts";

/** A script cannot get a longer variable anyway (128 KiB), so a wrong path is noticed here. */
const MAX_FILE_BYTES = 1_048_576;
/** The one name that no input has. The server would refuse it with a less clear message. */
const UNSENDABLE = "__proto__";

/**
 * Reads `-p k=v` options. The value may contain `=`; `k=@file` is the text of a file without its last line end;
 * `k=@@text` is `@text`.
 *
 * @throws CommandProblem for an option without `=` or without a name, for a name given twice, or for a file that cannot
 *   be read or is no text.
 */
export async function namedValues(options: readonly string[]): Promise<Record<string, string>> {
  const values = new Map<string, string>();
  for (const option of options) {
    const { name, text } = splitNamed(option, `-p ${option}`, "-p NAME=VALUE");
    assertSendable(name);
    if (values.has(name)) throw badUsage(`-p gives "${name}" twice.`, "Give each name once.");
    values.set(name, await valueText(text));
  }
  return Object.fromEntries(values);
}

/**
 * Reads `--input VERTEX.k=v` options. The input's name is between the first `=` and the last dot before it, so that a
 * vertex's name may contain dots and a value may contain anything.
 *
 * @returns vertex → input → value.
 * @throws CommandProblem as `namedValues` does, and where no vertex is named.
 */
export async function vertexValues(
  options: readonly string[],
): Promise<Record<string, Record<string, string>>> {
  const values = new Map<string, Map<string, string>>();
  for (const option of options) {
    const wanted = "--input VERTEX.NAME=VALUE";
    const { name: path, text } = splitNamed(option, `--input ${option}`, wanted);
    const dot = path.lastIndexOf(".");
    if (dot < 1 || dot === path.length - 1)
      throw badUsage(`\`--input ${option}\` does not say which input of which vertex.`, `Write ${wanted}.`);
    const vertex = path.slice(0, dot);
    const name = path.slice(dot + 1);
    assertSendable(vertex);
    assertSendable(name);
    const named = values.get(vertex) ?? new Map<string, string>();
    if (named.has(name)) throw badUsage(`--input gives "${path}" twice.`, "Give each input once.");
    values.set(vertex, named.set(name, await valueText(text)));
  }
  return Object.fromEntries([...values].map(([vertex, named]) => [vertex, Object.fromEntries(named)]));
}

function splitNamed(option: string, shown: string, wanted: string): { name: string; text: string } {
  const equals = option.indexOf("=");
  if (equals < 1) throw badUsage(`\`${shown}\` gives no value to a name.`, `Write ${wanted}.`);
  return { name: option.slice(0, equals), text: option.slice(equals + 1) };
}

function assertSendable(name: string): void {
  if (name === UNSENDABLE)
    throw badUsage(`"${name}" cannot be sent as a name: it has a special meaning in programs.`);
}

async function valueText(text: string): Promise<string> {
  if (text.startsWith("@@")) return text.slice(1);
  return text.startsWith("@") ? fileText(text.slice(1)) : text;
}

async function fileText(file: string): Promise<string> {
  const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
    const hint = "A value that begins with @ names a file; write @@ for the sign itself.";
    throw badUsage(`The file "${file}" cannot be read: ${error.code ?? error.message}.`, hint);
  });
  if (bytes.length > MAX_FILE_BYTES)
    throw badUsage(
      `The file "${file}" has ${bytes.length.toLocaleString("en")} bytes: too long for a value.`,
    );
  const read = readText(bytes, null);
  if (!read.ok)
    throw badUsage(
      `The file "${file}" cannot be read as text: ${read.problem}.`,
      "Save it as UTF-8. A value is text: give the path of other data instead.",
    );
  // As a shell does with the output of a command, so that `echo x > file` gives the value x.
  return withoutLastLineEnd(read.text);
}
