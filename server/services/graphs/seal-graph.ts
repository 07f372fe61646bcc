import type { Retirement, SealedGraph } from "#contract/graphs/revisions.ts";
import {
  bytesOfReasons,
  type GivenReason,
  judgeReasons,
  MAX_REASONS_BYTES,
  type WarningReason,
  warningsOf,
} from "#engine/check/warning-reasons.ts";
import { digestOf } from "#engine/graph-file/digest.ts";
import type { Finding } from "#engine/model/graph-content.ts";
import type { FolderIds } from "#engine/rights/policy.ts";
import { noteForAudit } from "#platform/audit/audit-note.ts";
import { type Database, type Queries, transact } from "#platform/database/db.ts";
import { type GraphRow, lockGraph } from "#repos/graphs/graph-rows.ts";
import {
  findDraft,
  findSealed,
  insertRevision,
  newestSealedNumber,
  type RevisionRow,
} from "#repos/graphs/revision-rows.ts";
import { type By, nameOf, personIdOf } from "../approvals/by.ts";
import { readContent, revisionHeader, writeContent } from "../pipeline-session/read/revision-content.ts";
import { refuse } from "../refusals/refused.ts";
import { childrenOf, findingsIn, pinChildren } from "./findings/pin-children.ts";
import { problemsOf } from "./findings/structural-problems.ts";
import { folderOf } from "./folder-of-graph.ts";
import { retirementOf } from "./revisions/retirement.ts";
import { savePinned } from "./save-graph.ts";

/**
 * How a draft is sealed. `edit`: the edit of the draft that the caller saw; absent: the draft as it is. `note`: what is
 * said about the revision. `reasons`: why it is sealed in spite of its warnings.
 */
type SealRequest = {
  readonly edit?: number | undefined;
  readonly note?: string | undefined;
  readonly reasons?: readonly GivenReason[] | undefined;
};

/** Who seals a draft, by itself or with a launch. */
type Sealer = {
  readonly actor: string | By;
  readonly readable: FolderIds;
  readonly mayDesign?: boolean | undefined;
};

/** What sealing made of a draft, and the id of the revision. */
type Sealed = Omit<SealedGraph, "name" | "revision"> & {
  readonly revisionId: number;
  readonly number: number;
  readonly retired: Retirement | null;
};

/**
 * Freezes a draft as the graph's next revision. Graphs that it runs and that were sealed after it was saved are pinned, also
 * in the draft, which is its next edit. The same content again gives the revision it has already, with the note and
 * the reasons that it was sealed with.
 *
 * @throws Refused `check-failed` with the findings; `conflict` where the draft was saved since `edit`; `bad-input` where a
 * reason is for a warning that there is not.
 */
export async function sealGraph(
  database: Database,
  request: { name: string } & SealRequest,
  actor: string | By,
  readable: FolderIds = "all",
): Promise<SealedGraph> {
  return transact(database, async (tx) => {
    const graph = await lockGraph(tx, request.name);
    if (graph === null) return refuse("not-found", `There is no graph "${request.name}".`);
    const { revisionId: _, number, ...sealed } = await sealIn(tx, graph, { actor, readable }, request);
    const object = { kind: "graph", id: graph.id, name: graph.name } as const;
    const { digest, isNew, warnings, withoutReason } = sealed;
    noteForAudit(tx, actor, { object, after: { revision: number, digest, isNew, warnings, withoutReason } });
    return { name: graph.name, revision: number, ...sealed };
  });
}

/**
 * Seals within the caller's transaction, which holds the graph's lock.
 *
 * @param by `readable`: the folders that they may read: the graphs that this one runs must be in them. `mayDesign`: false for
 *   whoever may launch only: the draft stays as its editors left it.
 */
export async function sealIn(
  tx: Queries,
  graph: GraphRow,
  { actor, readable, mayDesign = true }: Sealer,
  request: SealRequest = {},
): Promise<Sealed> {
  const seen = await seenDraft(tx, graph, request.edit);
  const stored = await readContent(tx, seen, graph.name);
  // A graph that it runs may have been sealed after the draft was saved.
  const file = await pinChildren(tx, stored, readable);
  const digest = digestOf(file.content);
  const known = await findSealed(tx, graph.id, digest);
  // The stored draft is checked again: findings of an older version of the rules must not decide. Which graphs it runs was
  // decided when the same content was sealed, by somebody who could read them.
  const findings = await findingsIn(tx, file.content, {
    folder: await folderOf(tx, graph),
    readable: known === null ? readable : "all",
  });
  const problems = problemsOf(findings);
  if (problems.length > 0)
    return refuse(
      "check-failed",
      `"${graph.name}" cannot be sealed: ${problems[0]?.text}${problems.length > 1 ? ` (And ${problems.length - 1} more.)` : ""}`,
      {
        problems,
        kept: "The draft is as it was.",
        todo: "Correct what check found.",
      },
    );
  const isLeft = file === stored || !mayDesign;
  const draft = isLeft ? seen : await savePinned(tx, seen, file, findings, nameOf(actor));
  if (known !== null && known.number !== null)
    return { ...sealedBefore(known, known.number, request), edit: draft.edit };
  const given = request.reasons ?? [];
  const { reasons, isAllKept } = keptReasons(findings, given);
  const number = ((await newestSealedNumber(tx, graph.id)) ?? 0) + 1;
  const header = revisionHeader(file);
  const revisionId = await insertRevision(tx, {
    graphId: graph.id,
    number,
    edit: draft.edit,
    header,
    digest,
    findings,
    savedBy: nameOf(actor),
    sealerId: personIdOf(actor),
    note: noteOf(request),
    reasons,
  });
  await writeContent(tx, revisionId, file, await childrenOf(tx, file.content, readable, draft.id));
  const warnings = warningsOf(findings).length;
  return {
    ...{ revisionId, number, digest, edit: draft.edit, isNew: true, retired: null },
    ...{ warnings, withoutReason: warnings - reasons.length },
    notKept: isAllKept ? [] : ["reason"],
  };
}

async function seenDraft(tx: Queries, graph: GraphRow, edit: number | undefined): Promise<RevisionRow> {
  const draft = await findDraft(tx, graph.id);
  if (draft === null) throw new Error(`Graph ${graph.name} has no draft.`);
  if (edit === undefined || edit === draft.edit) return draft;
  return refuse(
    "conflict",
    `${draft.savedBy} saved "${graph.name}" in between: the draft is not the one that you saw.`,
    {
      kept: "Nothing was sealed.",
      todo: "Look at the draft as it is now, then try again.",
    },
  );
}

/** A revision says for ever what was said when it was sealed. What is said now is not kept, and the answer says that. */
function sealedBefore(known: RevisionRow, number: number, request: SealRequest): Omit<Sealed, "edit"> {
  const note = noteOf(request);
  const warnings = warningsOf(known.findings ?? []).length;
  const notKept = [
    ...(note !== null && note !== known.note ? ["note" as const] : []),
    ...((request.reasons ?? []).length > 0 ? ["reason" as const] : []),
  ];
  return {
    ...{ revisionId: known.id, number, digest: known.digest, isNew: false, notKept },
    ...{ warnings, withoutReason: warnings - (known.reasons ?? []).length },
    retired: retirementOf(known),
  };
}

function noteOf({ note }: SealRequest): string | null {
  return note === undefined || note.trim() === "" ? null : note.trim();
}

/**
 * The reasons that are kept. A warning whose text was given may have gone since it was shown, which is said; a rule that
 * somebody typed may be misspelt.
 *
 * @throws Refused `bad-input` where there is no warning of a rule.
 */
function keptReasons(findings: readonly Finding[], given: readonly GivenReason[]) {
  const judged = judgeReasons(findings, given);
  const unknown = judged.unknown.filter(({ text }) => text === undefined);
  if (unknown.length === 0) {
    refuseTooLong(judged.kept);
    const isAllKept = judged.unknown.length === 0 && (given.length === 0 || judged.kept.length > 0);
    return { reasons: judged.kept, isAllKept };
  }
  const codes = [...new Set(warningsOf(findings).map(({ code }) => code))];
  const there = codes.length === 0 ? "There is no warning." : `The warnings are of ${codes.join(", ")}.`;
  const problems = unknown.map(({ code = "" }) => ({
    path: "reasons",
    text: `There is no warning of the rule ${code}.`,
  }));
  return refuse("bad-input", `A reason is for a rule of which check finds no warning. ${there}`, {
    problems,
    kept: "Nothing was sealed.",
    todo: "Look at what check finds now.",
  });
}

/** @throws Refused `bad-input` where the reasons of all warnings together are too long to be kept. */
function refuseTooLong(reasons: readonly WarningReason[]): void {
  const bytes = bytesOfReasons(reasons);
  if (bytes <= MAX_REASONS_BYTES) return;
  const count = (number: number) => number.toLocaleString("en");
  refuse(
    "bad-input",
    `The reasons for ${count(reasons.length)} warnings come to ${count(bytes)} bytes together, and a revision keeps ${count(MAX_REASONS_BYTES)} of them.`,
    {
      problems: [{ path: "reasons", text: "Together the reasons are too long." }],
      kept: "Nothing was sealed.",
      todo: "Give a shorter reason, or correct some of what check found.",
    },
  );
}
