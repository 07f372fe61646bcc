import { errorFinding, warningFinding } from "../model/finding.ts";
import type { Finding, GraphContent, VertexSpec } from "../model/graph-content.ts";
import { mentionedVariables } from "../placeholders/mentioned-variables.ts";
import { placeholderProblems } from "../placeholders/placeholders.ts";

/** Findings about what the scripts say: empty ones, carriage returns, placeholders, inputs that nothing reads. */
export function scriptFindings({ vertices }: GraphContent): readonly Finding[] {
  return [...vertices].flatMap(([name, spec]) =>
    spec.kind === undefined ? findingsOfScript(name, spec) : [],
  );
}

function findingsOfScript(name: string, spec: VertexSpec): readonly Finding[] {
  const { script = "", interpreter = "bash", inputs = {} } = spec;
  const place = { vertices: [name] };
  if (script.trim() === "")
    return [errorFinding("script-empty", `${name} has no script: there is nothing to execute.`, place)];
  const findings: Finding[] = [];
  if (script.includes("\r\n")) {
    const text = `The script of ${name} has Windows line ends (CR LF): a shell reads the CR as part of each command. Convert it to LF.`;
    findings.push(warningFinding("crlf-script", text, place));
  }
  for (const [text, of] of [
    [script, name],
    [spec.revert ?? "", `${name}, revert`],
  ] as const)
    for (const { code, level, text: problem, line } of placeholderProblems(text, interpreter, inputs)) {
      const tell = level === "error" ? errorFinding : warningFinding;
      findings.push(tell(code, `${of}, line ${line}: ${problem}`, place));
    }
  const names = Object.keys(inputs);
  if (names.length === 0) return findings;
  const read = mentionedVariables(script);
  for (const input of names) {
    if (read.has(input)) continue;
    const text = `The script of ${name} never reads its input ${input}: write {${input}} where the value belongs, or remove it.`;
    findings.push(warningFinding("input-unused", text, place));
  }
  return findings;
}
