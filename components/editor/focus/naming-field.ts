import { focusSoon } from "#components/ui/keys/focus-soon.ts";
import { NAME_FIELD_ID } from "#components/vertex-form/settings/vertex-name-field.tsx";

/** What a frame or a note says is in a field with this id. */
export const ANNOTATION_FIELD_ID = "annotation-text";
/** The field of a vertex's name, or of what a frame or a note says. */
const NAMING_FIELD = [NAME_FIELD_ID, ANNOTATION_FIELD_ID]
  .map((id) => `[data-field="${id}"] :is(input, textarea)`)
  .join(", ");
/** The field that F2 led to, until something else has the focus. */
const BY_KEY = "renaming";

/** Goes to the field with the name of what is selected, as soon as it is there. */
export function focusNamingField(): void {
  focusSoon(() => {
    const field = document.querySelector<HTMLInputElement | HTMLTextAreaElement>(NAMING_FIELD);
    if (field === null) return null;
    field.select();
    field.dataset[BY_KEY] = "";
    field.addEventListener("blur", () => delete field.dataset[BY_KEY], { once: true });
    return field;
  });
}

/** Whether a line of text is a name that F2 led to, and that would do: Enter goes back from there. */
export function isNamedByKey(target: HTMLElement): boolean {
  const isWrong = target.getAttribute("aria-invalid") === "true";
  return target instanceof HTMLInputElement && target.dataset[BY_KEY] !== undefined && !isWrong;
}
