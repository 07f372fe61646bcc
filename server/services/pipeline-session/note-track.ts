import { type AuditedBy, type AuditNote, noteForAudit } from "#platform/audit/audit-note.ts";
import type { PipelineSession } from "./pipeline-session.ts";

/** Notes for the audit what a person decides about a track. It is named by its pipeline's id and its vertex. */
export function noteTrack(session: PipelineSession, number: number, by: AuditedBy, note: AuditNote): void {
  const object = { kind: "track", id: session.row.id, name: session.vertex(number).name } as const;
  noteForAudit(session.tx, by, { object, ...note });
}
