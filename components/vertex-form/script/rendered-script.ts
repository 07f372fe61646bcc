import { exampleText } from "#components/draft/text/example-value.ts";
import type { InputSpec, Interpreter } from "#engine/model/graph-content.ts";
import { compileScript } from "#engine/placeholders/placeholders.ts";

/** What would be executed, and the environment that it would find; or why nothing would. */
export type Rendered =
  | {
      readonly ok: true;
      readonly program: string;
      readonly environment: readonly { readonly name: string; readonly value: string | null }[];
    }
  | { readonly ok: false; readonly problems: readonly string[] };

/** Renders a script with example values, by the same compiler that the runner uses. */
export function renderedScript(vertex: {
  readonly script: string;
  readonly interpreter: Interpreter;
  readonly inputs: Readonly<Record<string, InputSpec>>;
}): Rendered {
  const compiled = compileScript(vertex);
  if (compiled.problems.length > 0)
    return { ok: false, problems: compiled.problems.map(({ text, line }) => `Line ${line}: ${text}`) };
  const environment = Object.entries(vertex.inputs).map(([name, spec]) => ({
    name: `SIGNALBOX_INPUT_${name}`,
    value: exampleText(spec),
  }));
  return { ok: true, program: compiled.program, environment };
}
