import {
  MAX_CHECKED_SCRIPT,
  MAX_SCRIPT_FINDINGS,
  type ScriptChecks,
} from "#contract/graphs/script-checks.ts";
import { hintFinding, warningFinding, worstFirst } from "#engine/model/finding.ts";
import type { Finding, GraphContent, InputSpec } from "#engine/model/graph-content.ts";
import { compileScript } from "#engine/placeholders/placeholders.ts";
import { type ScriptFieldName, shellScriptOf } from "#engine/policies/shell-script.ts";
import type { Remark } from "./read-remarks.ts";
import { shellcheckRemarks, syntaxRemarks } from "./remarks.ts";

/** For so long the scripts of one graph are checked; what was said is kept, so that the next time gets further. */
const MAX_MS = 15_000;

type Script = {
  readonly vertex: string;
  readonly field: ScriptFieldName;
  readonly shell: "bash" | "sh";
  readonly program: string;
  readonly inputs: Readonly<Record<string, InputSpec>>;
};

/**
 * Has the shell scripts of a graph read by the shell and by shellcheck, where the server has them. Placeholders are the
 * references to variables that they are compiled to, so no value is ever in what is read.
 *
 * @param maxMs after so long no more scripts are begun.
 */
export async function checkScripts(
  content: GraphContent,
  maxMs = MAX_MS,
): Promise<Omit<ScriptChecks, "edit">> {
  const scripts = scriptsIn(content);
  // A server may have one shell and not the other.
  const missing = new Set<Script["shell"]>();
  for (const shell of new Set(scripts.all.map((script) => script.shell)))
    if ((await syntaxRemarks(shell, "true\n")) === "missing") missing.add(shell);
  const tools = {
    shell: missing.size === 0,
    shellcheck: (await shellcheckRemarks("sh", "true\n")) !== "missing",
  };
  const findings: Finding[] = [];
  const unread = { tooLong: scripts.tooLong, late: 0, busy: 0, unanswered: 0, full: 0, stopped: 0 };
  const until = performance.now() + maxMs;
  const checkNext = async (): Promise<void> => {
    for (let script = scripts.all.shift(); script !== undefined; script = scripts.all.shift()) {
      const isFull = findings.length >= MAX_SCRIPT_FINDINGS;
      if (isFull || performance.now() > until) {
        unread[isFull ? "full" : "late"] += 1;
        continue;
      }
      const syntax = missing.has(script.shell) ? [] : await syntaxRemarks(script.shell, script.program);
      // Of a script that cannot be read, shellcheck only says that once more.
      const isReadable = typeof syntax === "string" || syntax.length === 0;
      const more =
        tools.shellcheck && isReadable ? await shellcheckRemarks(script.shell, script.program) : [];
      const ends = [syntax, more];
      if (ends.includes("busy")) unread.busy += 1;
      else if (ends.includes("late")) unread.unanswered += 1;
      else if (ends.includes("stopped")) unread.stopped += 1;
      if (typeof syntax !== "string") findings.push(...syntax.map((remark) => syntaxFinding(script, remark)));
      if (typeof more !== "string") findings.push(...hintsOf(script, more));
    }
  };
  await Promise.all([checkNext(), checkNext()]);
  return {
    ...{ tools, unread, unchecked: Object.values(unread).reduce((sum, count) => sum + count, 0) },
    findings: worstFirst(inOrder(findings, content)).slice(0, MAX_SCRIPT_FINDINGS),
  };
}

function scriptsIn({ vertices }: GraphContent): { readonly all: Script[]; readonly tooLong: number } {
  const all: Script[] = [];
  let tooLong = 0;
  for (const [vertex, spec] of vertices) {
    const { inputs = {} } = spec;
    for (const field of ["script", "revert"] as const) {
      const read = shellScriptOf(spec, field);
      if (read === null) continue;
      const { shell, script } = read;
      if (script.length > MAX_CHECKED_SCRIPT) {
        tooLong += 1;
        continue;
      }
      const { program } = compileScript({ script, interpreter: shell, inputs });
      // A script with an error of its placeholders has none: check says why.
      if (program !== "") all.push({ vertex, field, shell, program, inputs });
    }
  }
  return { all, tooLong };
}

/** Runners may have another version of the shell, so it is a warning. */
function syntaxFinding(script: Script, { line, text }: Remark): Finding {
  const { vertex, field, shell } = script;
  const said = `${whereOf(script, line)}: ${shell} cannot read the script: ${text}.`;
  return warningFinding("shell-syntax", said, { vertices: [vertex], field, line });
}

/** `{ip}` of no input: the check offers to make it one, and that its braces are literal (SC1083) would say the opposite. */
const UNDECLARED = /(?<!\$)\{[A-Za-z_]\w*\}/;

/** Remarks about how a placeholder is compiled, as `{days}` in `$(({days} * 2))`: whoever wrote it can change nothing. */
const ABOUT_COMPILED: ReadonlySet<string | null> = new Set(["SC2004", "SC2140"]);
const COMPILED = "SIGNALBOX_INPUT_";

function hintsOf(script: Script, remarks: readonly Remark[]): readonly Finding[] {
  const { vertex, field, inputs, program } = script;
  const lines = program.split("\n");
  const hints = remarks
    .filter(({ code, text }) => code !== "SC2154" || !isInput(text, inputs))
    .filter(({ code, line }) => code !== "SC1083" || !UNDECLARED.test(lines[line - 1] ?? ""))
    .filter(({ code, line }) => !ABOUT_COMPILED.has(code) || lines[line - 1]?.includes(COMPILED) !== true)
    .map(
      ({ line, code, text }) => [`${whereOf(script, line)}: ${asWritten(text)} (${code}).`, line] as const,
    );
  // The same is often said of several places of a line.
  return [...new Map(hints)].map(([text, line]) =>
    hintFinding("shellcheck", text, { vertices: [vertex], field, line }),
  );
}

/** `ip is referenced but not assigned`: the environment has the inputs, and what a placeholder is compiled to. */
function isInput(text: string, inputs: Script["inputs"]): boolean {
  const name = /^(\w+) is referenced/.exec(text)?.[1] ?? "";
  return Object.hasOwn(inputs, name) || name.startsWith("SIGNALBOX_");
}

/** A remark about a placeholder names it as people wrote it. */
function asWritten(text: string): string {
  return text.replace(/\$?\{?SIGNALBOX_INPUT_(\w+)\}?/g, "{$1}");
}

function whereOf({ vertex, field }: Script, line: number): string {
  return `${field === "script" ? vertex : `${vertex}, revert`}, line ${line}`;
}

/** Two scripts are checked at once, so the findings come in any order. */
function inOrder(findings: readonly Finding[], { vertices }: GraphContent): readonly Finding[] {
  const places = new Map([...vertices.keys()].map((name, place) => [name, place]));
  const placeOf = ({ vertices: [name = ""] }: Finding) => places.get(name) ?? 0;
  return findings.toSorted((a, b) => placeOf(a) - placeOf(b));
}
