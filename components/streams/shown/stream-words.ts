import type { StreamReader } from "#contract/flow/streams.ts";

/** `1,204`. */
export function countWords(count: number): string {
  return count.toLocaleString("en");
}

/** Who reads, in a few words: the names of triggers, and how many records wait for the slowest. */
export function readersWords(readers: readonly StreamReader[]): string {
  const present = readers.filter(isPresent);
  if (present.length === 0) return "Nobody reads it";
  const names = present.map(readerName).join(", ");
  const waiting = Math.max(0, ...present.map((reader) => (reader.waiting ?? 0) + (reader.pending ?? 0)));
  return waiting === 0 ? names : `${names}; ${countWords(waiting)} to go`;
}

/** False for a group whose trigger reads the stream no more. */
export function isPresent({ by }: StreamReader): boolean {
  return by !== "left" && by !== "stays";
}

/** What a reader is called. */
export function readerName({ by, trigger, transfer, group }: StreamReader): string {
  if (by === "hidden") return "a trigger of another folder";
  if (by === "transfer")
    return transfer === null ? "a transfer of another folder" : `${transfer.graph} / ${transfer.vertex}`;
  return trigger ?? group;
}

/** What a reader is, in words. */
export function readerKind({ by, state, pending }: StreamReader): string {
  if (by === "other") return "Group of another program";
  if (by === "left")
    return "Left over: it reads this stream no more, and its group is removed within a minute";
  if (by === "stays")
    return "Left over: it reads this stream no more. It has no id of a server in its name, so remove it with XGROUP DESTROY";
  if (by === "transfer") return "Transfer: what it has moved leaves the stream";
  const fresh = pending === null ? ", has not read yet" : "";
  return `Trigger${state === "paused" ? ", paused" : ""}${fresh}`;
}

/**
 * A command that sends two records. The token stays out of it.
 *
 * @param origin the address of this server.
 */
export function sendExample(
  origin: string,
  { name, keyField }: { readonly name: string; readonly keyField: string | null },
): string {
  const field = keyField ?? "id";
  const records = JSON.stringify([
    { [field]: "a-1", amount: 12.5 },
    { [field]: "a-2", amount: 9 },
  ]);
  return [
    "# TOKEN has the token",
    `curl -sS ${quoted(`${origin}/api/streams/${encodeURIComponent(name)}`)} \\`,
    `  -H "Authorization: Bearer $TOKEN" \\`,
    `  -H 'Content-Type: application/json' \\`,
    `  -d ${quoted(records)}`,
  ].join("\n");
}

/** A text as a shell takes it literally. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
