import type { KeyboardEvent } from "react";

/** Whether a person types or chooses a value here. */
export function isField(target: Element): boolean {
  return target.matches("input, textarea, select, [role=combobox]");
}

/** Not a link or a button, where the keys mean something else, and not a dialog over the form, whose keys come here, too. */
export function isOwnField({ target, currentTarget }: KeyboardEvent): boolean {
  return target instanceof HTMLElement && currentTarget.contains(target) && isField(target);
}
