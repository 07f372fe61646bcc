import { CHILD_UNKNOWN, tellsOfChild } from "#engine/check/findings-children.ts";
import type { Finding, GraphContent, GraphFile } from "#engine/model/graph-content.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import type { Queries } from "#platform/database/db.ts";
import { type RevisionRow, sealedCopies } from "#repos/graphs/revision-rows.ts";
import { findingsIn, pinChildren } from "./pin-children.ts";

/**
 * What check finds in a draft now. The stored findings are those of its save: a graph that it runs may have been sealed since
 * then, and is pinned when the draft is sealed.
 */
export async function findingsOfDraft(
  tx: Queries,
  draft: Pick<RevisionRow, "findings">,
  file: GraphFile,
  { folder, readable }: { readonly folder: string; readonly readable: FolderIds },
): Promise<readonly Finding[]> {
  const stored = draft.findings ?? [];
  const isUnknown = stored.some(({ code }) => code === CHILD_UNKNOWN);
  const pinned = isUnknown ? await pinChildren(tx, file, readable) : file;
  if (pinned === file) return seenFindings(tx, stored, file.content, readable);
  return findingsIn(tx, pinned.content, { folder, readable });
}

/**
 * Stored findings, as somebody may see them. They were worked out for whoever saved: what one of them says of a graph that
 * its reader may not read is left out, so that it says only that something is wrong there.
 */
export async function seenFindings(
  tx: Queries,
  findings: readonly Finding[],
  { vertices }: GraphContent,
  readable: FolderIds,
): Promise<readonly Finding[]> {
  if (readable === "all" || !findings.some(tellsOfChild)) return findings;
  const digests = [...vertices].flatMap(([name, { graph }]) =>
    graph?.digest === undefined ? [] : [{ name, digest: graph.digest }],
  );
  const copies = await sealedCopies(tx, [...new Set(digests.map(({ digest }) => digest))], readable);
  const seen = new Set(copies.map(({ digest }) => digest));
  const hidden = new Set(digests.filter(({ digest }) => !seen.has(digest)).map(({ name }) => name));
  return findings.map((finding) => {
    const { code, level, vertices: about, edges } = finding;
    if (!tellsOfChild(finding) || !about.some((name) => hidden.has(name))) return finding;
    const text = `${about.join(", ")}: something does not fit a graph that is run, and you may not see that graph.`;
    return { code, level, text, vertices: about, edges };
  });
}
