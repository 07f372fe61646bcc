import { errorFinding, removalOf, warningFinding } from "../model/finding.ts";
import type { Finding, GraphContent, VertexSpec } from "../model/graph-content.ts";

type Foreach = NonNullable<VertexSpec["foreach"]>;

/** Findings about fields of `foreach` that need another one, contradict each other, or have no effect. */
export function foreachFindings({ vertices }: GraphContent): readonly Finding[] {
  return [...vertices].flatMap(([name, { foreach }]) =>
    foreach === undefined ? [] : findingsIn(name, foreach),
  );
}

function findingsIn(name: string, foreach: Foreach): readonly Finding[] {
  const { failFast, maxFailures, onFailFast, batch, pause, parallel } = foreach;
  const findings: Finding[] = [];
  const at = { vertices: [name] };
  if (failFast !== undefined && maxFailures !== undefined)
    findings.push(
      errorFinding(
        "fail-fast-and-max-failures",
        `${name} has \`failFast\` and \`maxFailures\`: both say after how many failures nothing new starts. Remove one.`,
        at,
      ),
    );
  if (onFailFast !== undefined && failFast === undefined && maxFailures === undefined)
    findings.push(
      errorFinding(
        "fail-fast-missing",
        `${name} has \`onFailFast\`, but no failure stops its items: add \`failFast: true\` or \`maxFailures: 2\`.`,
        at,
      ),
    );
  if (pause !== undefined && batch === undefined)
    findings.push(
      errorFinding("batch-missing", `${name} has a \`pause\` but no batches: add \`batch: 5\`.`, at),
    );
  if (batch !== undefined && typeof parallel === "number" && parallel > batch)
    findings.push(
      warningFinding(
        "parallel-above-batch",
        `At most ${batch} items of ${name} run at once, because that is its \`batch\`: \`parallel: ${parallel}\` has no effect.`,
        { ...at, fix: removalOf(name, "foreach", "parallel") },
      ),
    );
  return findings;
}
