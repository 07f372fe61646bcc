import type { Client } from "../command/client.ts";
import { badUsage, notFound } from "../command/command-problem.ts";

/** `NAME`, `NAME@3` or `NAME@sha256:7f3a…`. `revision` null = the draft. */
export type GraphReference = {
  readonly name: string;
  readonly revision: number | { readonly digest: string } | null;
};

/** Fewer digits of a digest are refused, because they are probably a mistake. */
const MIN_DIGEST_DIGITS = 4;
/** At most so many of the revisions that a digest fits are named. */
const MAX_NAMED = 10;
const FORMS = "NAME, NAME@3 or NAME@sha256:7f3a";

/**
 * Reads a typed NAME[@REV].
 *
 * @throws CommandProblem which says what is wrong with it.
 */
export function parseGraphReference(text: string): GraphReference {
  const at = text.indexOf("@");
  const name = at === -1 ? text : text.slice(0, at);
  if (name === "") throw badUsage(`"${text}" names no graph.`, `Write ${FORMS}.`);
  if (at === -1) return { name, revision: null };
  const revision = text.slice(at + 1);
  if (/^[1-9]\d{0,8}$/.test(revision)) return { name, revision: Number(revision) };
  const digits = /^sha256:([0-9a-f]{1,64})$/i.exec(revision)?.[1];
  if (digits === undefined)
    throw badUsage(
      `"${revision}" in "${text}" is no revision: wanted is a number from 1 or a digest.`,
      `Write ${FORMS}.`,
    );
  if (digits.length < MIN_DIGEST_DIGITS)
    throw badUsage(
      `"${revision}" is too short for a digest: at least ${MIN_DIGEST_DIGITS} digits behind sha256: are wanted.`,
    );
  return { name, revision: { digest: `sha256:${digits.toLowerCase()}` } };
}

/**
 * Finds the revision with a digest. A number or the draft needs no request.
 *
 * @returns the revision as the API takes it; `revision` is absent for the draft.
 * @throws CommandProblem where none or more than one revision has such a digest.
 */
export async function resolveRevision(
  client: Client,
  { name, revision }: GraphReference,
): Promise<{ name: string; revision?: number }> {
  if (revision === null) return { name };
  if (typeof revision === "number") return { name, revision };
  const { digest } = revision;
  const { revisions: found, hasMore } = await client.revisions.list.query({ name, digest, limit: MAX_NAMED });
  const [first, second] = found;
  if (first === undefined)
    throw notFound(
      `${name} has no revision with the digest ${digest}.`,
      `List them with \`graph revisions ${name}\`.`,
    );
  if (second !== undefined)
    throw badUsage(
      `${digest} fits ${hasMore ? "more than " : ""}${found.length} revisions of ${name}: ${found.map(({ number }) => number).join(", ")}${hasMore ? " and others" : ""}.`,
      "Give more digits of the digest.",
    );
  return { name, revision: first.number };
}

/**
 * A graph's name, where a revision is not allowed.
 *
 * @throws CommandProblem where a revision is given.
 */
export function graphName(text: string): string {
  const { name, revision } = parseGraphReference(text);
  if (revision === null) return name;
  throw badUsage(`"${text}" names a revision: wanted is the graph.`, `Write ${name}.`);
}
