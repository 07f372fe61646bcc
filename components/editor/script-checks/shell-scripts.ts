import type { ScriptFindings } from "#components/vertex-form/findings/script-findings-context.ts";
import type { Finding, GraphContent } from "#engine/model/graph-content.ts";
import { shellScriptOf } from "#engine/policies/shell-script.ts";

type Vertices = GraphContent["vertices"];

const FIELDS = ["script", "revert"] as const;

/** True where a shell has something to read. */
export function hasShellScript(vertices: Vertices): boolean {
  return [...vertices.values()].some((spec) => FIELDS.some((field) => shellScriptOf(spec, field) !== null));
}

/** True where a shell would say the same of both. */
export function isSameForShell(one: Vertices, other: Vertices): boolean {
  if (one === other) return true;
  const names = new Set([...one.keys(), ...other.keys()]);
  return [...names].every((name) => isSameVertex(one.get(name), other.get(name)));
}

type Vertex = Parameters<typeof shellScriptOf>[0];

function isSameVertex(one: Vertex = {}, other: Vertex = {}): boolean {
  if (one === other) return true;
  const isAsked = FIELDS.map((field) => {
    const [a, b] = [shellScriptOf(one, field), shellScriptOf(other, field)];
    return { isSame: a?.script === b?.script && a?.shell === b?.shell, isThere: a !== null };
  });
  if (isAsked.some(({ isSame }) => !isSame)) return false;
  // A placeholder is compiled to what its input is.
  const isRead = isAsked.some(({ isThere }) => isThere);
  return !isRead || JSON.stringify(one.inputs ?? {}) === JSON.stringify(other.inputs ?? {});
}

/**
 * The findings that the list of problems shows. One about a script that has changed stays until the next answer: the list would
 * jump with each key. One about a script that is not there any more is gone at once.
 */
export function shownFindings(said: ScriptFindings | null, { vertices }: GraphContent): readonly Finding[] {
  return (said?.findings ?? []).filter(({ vertices: [name = ""], field }) => {
    const spec = vertices.get(name);
    return spec !== undefined && shellScriptOf(spec, field === "revert" ? "revert" : "script") !== null;
  });
}

/** Which scripts no shell of the server reads, since they are for other programs, in a sentence; null where there are none. */
export function foreignSentence(vertices: Vertices): string | null {
  const programs = new Set<string>();
  let count = 0;
  for (const spec of vertices.values()) {
    const { kind, interpreter = "bash" } = spec;
    if (kind !== undefined || interpreter === "bash" || interpreter === "sh") continue;
    // What a shell would read, if it were for one.
    const own = FIELDS.filter((field) => shellScriptOf({ ...spec, interpreter: "sh" }, field) !== null);
    if (own.length > 0) programs.add(interpreter);
    count += own.length;
  }
  if (count === 0) return null;
  const scripts = count === 1 ? "1 script is" : `${count.toLocaleString("en")} scripts are`;
  return `${scripts} for ${[...programs].toSorted().join(", ")}: the server reads only those for bash and sh.`;
}
