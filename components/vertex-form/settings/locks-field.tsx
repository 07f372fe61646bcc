import { useDraftText } from "#components/draft/use-draft-text.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { TextField } from "#components/ui/fields/text-field.tsx";
import type { LockSpec } from "#engine/locks/locks.ts";

/** The locks that a track of the vertex holds while it runs. */
export function LocksField({ name }: { name: string }) {
  const { spec, update } = useVertex(name, ["locks"]);
  const locks = useDraftText(locksText(spec.locks ?? []), (text) =>
    update({ locks: locksIn(text) }, "locks"),
  );
  return (
    <TextField
      label="Locks"
      placeholder="None"
      isMono
      hint="Held while it runs, by one track at a time: deploy-prod, server-{host}. By up to three: db*3"
      {...locks}
    />
  );
}

/** Locks as people write them: `db`, or `db*3` for three slots. */
function locksText(locks: readonly LockSpec[]): string {
  return locks.map((lock) => (typeof lock === "string" ? lock : `${lock.name}*${lock.slots}`)).join(", ");
}

function locksIn(text: string): LockSpec[] {
  return wordsOf(text).map((word) => {
    const [, name, slots] = /^(.+)\*(\d+)$/.exec(word) ?? [];
    return name === undefined ? word : { name, slots: Number(slots) };
  });
}

/** Words as people write them: with commas or spaces between. */
export function wordsOf(text: string): readonly string[] {
  return text.split(/[\s,]+/).filter((word) => word !== "");
}
