import { ownOf } from "../json/json.ts";
import type { InputSpec, Json } from "../model/graph-content.ts";
import { type Edit, edited, placeholderAt } from "../placeholders/sites/placeholder-sites.ts";

type Inputs = Readonly<Record<string, InputSpec>>;

/** Replaces each placeholder of a plain text; `{{name}}` becomes `{name}`. */
export function filledTemplate(
  template: string,
  inputs: Inputs,
  text: (name: string, place: number) => string,
): string {
  const edits: Edit[] = [];
  for (let place = template.indexOf("{"); place >= 0; ) {
    const met = placeholderAt(template, place, inputs);
    if (met !== null) {
      const made = met.kind === "literal" ? `{${met.name}}` : text(met.name, place);
      edits.push({ from: place, to: met.to, text: made });
    }
    place = template.indexOf("{", met?.to ?? place + 1);
  }
  return edited(template, edits);
}

/** The declared inputs whose placeholders are in plain texts. */
export function inputsOfTemplates(templates: readonly string[], inputs: Inputs): ReadonlySet<string> {
  const used = new Set<string>();
  for (const template of templates) filledTemplate(template, inputs, (name) => `${used.add(name)}`);
  return used;
}

/** True if a plain text has the placeholder of a secret. */
export function hasSecret(template: string, inputs: Inputs): boolean {
  return [...inputsOfTemplates([template], inputs)].some((name) => ownOf(inputs, name)?.type === "secret");
}

/** The values with each secret replaced by its placeholder, for texts that are stored. */
export function withSecretNames(
  inputs: Inputs,
  values: Readonly<Record<string, Json>>,
): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      ownOf(inputs, name)?.type === "secret" ? `{${name}}` : value,
    ]),
  );
}
