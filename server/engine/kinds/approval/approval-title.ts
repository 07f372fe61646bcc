import { ownOf } from "../../json/json.ts";
import type { InputSpec, Json } from "../../model/graph-content.ts";
import { filledTemplate } from "../../requests/templates.ts";
import { cutWithMark } from "../../text/cut-text.ts";
import { valueText } from "../../values/input-values.ts";

/** The longest part of a value that a title shows, in characters. */
const MAX_SHOWN = 200;

/**
 * The title of an approval with values in place of its placeholders. The placeholder of an input without a value stays.
 *
 * @param values the values that are known while it is asked.
 */
export function titleText(
  title: string | null,
  inputs: Readonly<Record<string, InputSpec>>,
  values: Readonly<Record<string, Json>>,
): string | null {
  if (title === null) return null;
  return filledTemplate(title, inputs, (name) => {
    const spec = ownOf(inputs, name);
    const value = ownOf(values, name);
    if (spec === undefined || value === undefined) return `{${name}}`;
    const text = valueText(spec, value).replace(/\s+/g, " ");
    return cutWithMark(text, MAX_SHOWN);
  });
}
