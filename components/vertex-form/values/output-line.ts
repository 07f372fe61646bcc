import type { Interpreter, VertexSpec } from "#engine/model/graph-content.ts";

/** How a script of each interpreter gives an output, in one line. */
const LINES: Readonly<Record<Interpreter, (output: string) => string>> = {
  bash: (output) => `echo "${output}=value" >> "$SIGNALBOX_OUTPUT"`,
  sh: (output) => `echo "${output}=value" >> "$SIGNALBOX_OUTPUT"`,
  python3: (output) =>
    `with open(__import__("os").environ["SIGNALBOX_OUTPUT"], "a") as out: print("${output}=value", file=out)`,
  node: (output) => `require("node:fs").appendFileSync(process.env.SIGNALBOX_OUTPUT, "${output}=value\\n");`,
};

/** The line with which a script gives the first output that it does not name yet. */
export function outputLine(spec: Pick<VertexSpec, "script" | "interpreter" | "outputs">): string {
  const { script = "", interpreter = "bash", outputs = {} } = spec;
  const names = Object.keys(outputs);
  const wanted = names.find((name) => !script.includes(`${name}=`)) ?? names[0] ?? "name";
  return LINES[interpreter](wanted);
}

/** A script with a line more at its end. */
export function withLine(script: string, line: string): string {
  return `${script === "" || script.endsWith("\n") ? script : `${script}\n`}${line}\n`;
}
