import type { InputSpec, Json } from "../model/graph-content.ts";
import { type Edit, edited, placeholderAt } from "../placeholders/placeholder-sites.ts";

type Inputs = Readonly<Record<string, InputSpec>>;

/** A plain text with each placeholder replaced; `{{name}}` becomes `{name}`. */
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

/** The declared inputs whose placeholders stand in plain texts. */
export function inputsOfTemplates(templates: readonly string[], inputs: Inputs): ReadonlySet<string> {
  const used = new Set<string>();
  for (const template of templates) filledTemplate(template, inputs, (name) => `${used.add(name)}`);
  return used;
}

/** Whether the placeholder of a secret stands in a plain text. */
export function hasSecret(template: string, inputs: Inputs): boolean {
  return [...inputsOfTemplates([template], inputs)].some((name) => inputs[name]?.type === "secret");
}

/** Secrets stand in what is kept by their names, as people wrote them. */
export function withSecretNames(
  inputs: Inputs,
  values: Readonly<Record<string, Json>>,
): Readonly<Record<string, Json>> {
  return Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      inputs[name]?.type === "secret" ? `{${name}}` : value,
    ]),
  );
}
