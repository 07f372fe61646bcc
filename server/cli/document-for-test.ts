import { execFile, spawnSync } from "node:child_process";
import { createHmac } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { PROJECT_ROOT } from "#platform/project-root.ts";
import { runCliForTest } from "./run-cli-for-test.ts";

export type DocumentBlock = { readonly kind: string; readonly body: string };

/** The text of a document, and its blocks of code in their order. */
export function readDocument(name: string): {
  readonly text: string;
  readonly blocksIn: (part: string) => readonly DocumentBlock[];
} {
  const text = readFileSync(join(PROJECT_ROOT, "docs", name), "utf8");
  return {
    text,
    blocksIn: (part) =>
      [...part.matchAll(/^```(\w+)\n(.*?)^```/gms)].map(([, kind = "", body = ""]) => ({ kind, body })),
  };
}

/** Writes a graph file, or a file of triggers or schedules, under the name that the documents give it. */
export function writeYaml(dir: string, body: string): void {
  const [, kind = "", name = ""] = /^(\w+): 1\nname: (\S+)/.exec(body) ?? [];
  writeFileSync(join(dir, kind === "signalbox" ? `${name}.yaml` : `${kind}s.yaml`), body);
}

/** The numbers of pipelines depend on what ran before. */
export function withoutNumbers(printed: string): string {
  return printed.replaceAll(/(pipeline"?[: ]+)\d+/g, "$1N");
}

/** Programs that the documents use, and that a machine may be without. */
const hasPrograms = ["curl", "openssl"].every((name) => spawnSync(name, ["--help"]).error === undefined);

/**
 * Runs a script of a document that sends an event to a webhook, or does what it says where curl or openssl is missing.
 *
 * @param secret what the script signs with.
 * @returns what it prints.
 */
export async function sendEvent(dir: string, script: string, secret: string): Promise<string> {
  if (hasPrograms) return inShell(dir, script);
  const [, body = ""] = /^body='(.*)'$/m.exec(script) ?? [];
  const [, url = ""] = /(http:\S+)/.exec(script) ?? [];
  const named = [...script.matchAll(/-H '([^:]+): ([^']+)'/g)].map(([, name = "", value = ""]) => [
    name,
    value,
  ]);
  const signature = `sha256=${createHmac("sha256", secret).update(body).digest("hex")}`;
  const headers = { ...Object.fromEntries(named), "x-hub-signature-256": signature };
  return (await fetch(url, { method: "POST", body, headers })).text();
}

function inShell(dir: string, script: string): Promise<string> {
  return new Promise((resolve, reject) =>
    execFile("sh", ["-c", script], { cwd: dir }, (error, stdout) =>
      error ? reject(error) : resolve(stdout),
    ),
  );
}

/**
 * Runs lines of `npx signalbox …`, each of which must succeed. Files of the document are those in `dir`.
 *
 * @returns what they print.
 */
export async function runVerbs(dir: string, url: string, lines: string): Promise<string> {
  let printed = "";
  for (const line of lines.trim().split("\n")) {
    const [command = "", file = ""] = line.split(" < ");
    const [npx, name, ...words] = wordsOf(command);
    expect([npx, name]).toEqual(["npx", "signalbox"]);
    const given = words.map((word) => (/\.(?:yaml|json)$/.test(word) ? join(dir, word) : word));
    const stdin = file === "" ? "" : readFileSync(join(dir, file), "utf8");
    const run = runCliForTest(given, { SIGNALBOX_URL: url }, stdin);
    expect(await run.code, `${line}\n${run.out}${run.err}`).toBe(0);
    printed += run.out;
  }
  return printed;
}

/** The words of a command as a shell reads them: only single quotes are understood. */
function wordsOf(line: string): string[] {
  return (line.match(/'[^']*'|\S+/g) ?? []).map((word) => word.replace(/^'|'$/g, ""));
}
