import { open } from "node:fs/promises";
import type { Command } from "commander";
import { AuditCheck, type AuditHead, type AuditLink } from "#engine/audit/audit-chain.ts";
import type { CommandContext, JsonOption } from "../../command/command-context.ts";
import { badUsage } from "../../command/command-problem.ts";
import { defineVerb } from "../../command/define-verb.ts";
import { EXIT_CODE } from "../../command/exit-code.ts";
import { auditPages } from "./audit-pages.ts";

type VerifyOptions = JsonOption & { readonly head?: AuditHead; readonly file?: string };

/** `audit verify`: follows the chain of the audit, here and not on the server. */
export function addAuditVerify(group: Command, context: CommandContext): void {
  defineVerb(
    group,
    "verify",
    "check that no entry was changed, removed or cut off",
    "audit verify --head 1250:9f8a…",
  )
    .option(
      "--head <id:hash>",
      "what an earlier check printed: entries up to it must be as they were",
      headOf,
    )
    .option("--file <file>", "check an export instead of the server")
    .action(async ({ json, head, file }: VerifyOptions) => {
      const check = new AuditCheck(head ?? null);
      let stored: AuditHead | null = null;
      if (file === undefined) {
        const client = await context.server();
        for await (const entries of auditPages(client)) {
          check.follow(entries);
          if (check.problem !== null) break;
        }
        stored = await settledHead(check, client);
      } else await followFile(check, file, head === undefined);
      const problem = check.end(stored);
      const { id, hash } = check.head;
      context.give({ json }, { isWhole: problem === null, problem, head: check.head }, () =>
        problem === null
          ? `The audit is whole: ${id} entries.\n${id}:${hash}\n`
          : `The audit is not whole. ${problem.text}\n`,
      );
      if (problem !== null) context.exitCode = EXIT_CODE.pipelineFailed;
      else context.say("Keep the second line elsewhere: with --head it tells later whether the end was cut.");
    });
}

/** Entries may be added while the pages are read, so what is behind the last page is followed, too. */
async function settledHead(
  check: AuditCheck,
  client: Awaited<ReturnType<CommandContext["server"]>>,
): Promise<AuditHead | null> {
  const stored = await client.audit.head.query();
  while (stored !== null && check.problem === null && check.head.id < stored.id) {
    const { entries } = await client.audit.export.query({ after: check.head.id });
    if (entries.length === 0) break;
    check.follow(entries.filter(({ id }) => id <= stored.id));
  }
  return stored;
}

/** @param mustHaveEntries where nothing else says that there is an entry: an export that failed is an empty file. */
async function followFile(check: AuditCheck, file: string, mustHaveEntries: boolean): Promise<void> {
  let count = 0;
  for await (const entry of linesOf(file)) {
    check.follow([entry]);
    count += 1;
  }
  if (mustHaveEntries && count === 0)
    throw badUsage(`${file} has no entry of an audit in it.`, "Export it again: `audit export > FILE`.");
}

async function* linesOf(file: string): AsyncGenerator<AuditLink> {
  let number = 0;
  const opened = await open(file).catch((error: Error) => unreadable(file, error));
  try {
    for await (const line of opened.readLines()) {
      number += 1;
      if (line.trim() === "") continue;
      yield linkIn(line, `${file}, line ${number}`);
    }
  } catch (error) {
    // A directory can be opened, and not read.
    if (error instanceof Error && "syscall" in error) unreadable(file, error);
    throw error;
  } finally {
    await opened.close();
  }
}

function unreadable(file: string, { message }: Error): never {
  throw badUsage(`${file} cannot be read: ${message}.`);
}

function linkIn(line: string, place: string): AuditLink {
  try {
    const entry = JSON.parse(line) as AuditLink & { readonly at: unknown };
    const at = new Date(String(entry.at));
    if (typeof entry.id === "number" && typeof entry.hash === "string" && !Number.isNaN(at.getTime()))
      return { ...entry, at };
  } catch {
    // What is no JSON is no entry either.
  }
  throw badUsage(`${place} is no entry of an audit: wanted is what \`audit export\` printed.`);
}

function headOf(text: string): AuditHead {
  const [, id, hash] = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text) ?? [];
  if (id !== undefined && hash !== undefined) return { id: Number(id), hash };
  throw badUsage(`--head is "${text}": wanted is what \`audit verify\` printed, such as 1250:9f8a….`);
}
