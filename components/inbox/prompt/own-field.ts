import { type KeyboardEvent, type RefObject, useEffect, useRef } from "react";

/** Whether a person types or chooses a value here. */
export function isField(target: Element): boolean {
  return target.matches("input, textarea, select, [role=combobox]");
}

/** Not a link or a button, where the keys mean something else, and not a dialog over the form, whose keys come here, too. */
export function isOwnField({ target, currentTarget }: KeyboardEvent): boolean {
  return target instanceof HTMLElement && currentTarget.contains(target) && isField(target);
}

/**
 * A ref for a form: the first field whose value does not do has the focus when it is not sent.
 *
 * @param refusals how often it was not sent.
 */
export function useWrongField(refusals: number): RefObject<HTMLFormElement | null> {
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    if (refusals > 0) form.current?.querySelector<HTMLElement>("[aria-invalid='true']")?.focus();
  }, [refusals]);
  return form;
}
