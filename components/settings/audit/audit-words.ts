import type { AuditEntryView } from "#contract/audit/audit.ts";

/** Who it was, with the id: names can be changed, and two people may have one. */
export function whoWords({ who, whoId, whoName }: AuditEntryView): string {
  if (who === "nobody") return "nobody";
  if (who === "caller") return "a caller";
  return whoId === null ? whoName : `${whoName} #${whoId}`;
}

/** What it was about. */
export function objectWords({ objectKind, objectId, objectName }: AuditEntryView): string {
  if (objectKind === null) return "";
  return [objectKind, objectName, objectId === null ? null : `#${objectId}`]
    .filter((word) => word !== null && word !== "")
    .join(" ");
}

/** What came of it. */
export function resultWords({ result, times }: AuditEntryView): string {
  const word = result === "done" ? "done" : `refused: ${result}`;
  return times === 1 ? word : `${word}, ${times} times`;
}
