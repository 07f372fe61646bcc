/** A name of a schedule or of a trigger. */
export const TRIGGER_NAME = /^[A-Za-z0-9][A-Za-z0-9._-]*$/;

/** Why a schedule or a trigger cannot have this name; null if it can. How long it may be, its field says. */
export function triggerNameProblem(name: string): string | null {
  return TRIGGER_NAME.test(name)
    ? null
    : "Wanted a name of letters, digits, dots, hyphens and underscores, such as nightly-backup.";
}
