import { Button } from "#components/ui/buttons/button.tsx";
import { Callout } from "#components/ui/states/callout.tsx";

type Props<Theirs> = {
  /** Who changed what. */
  title: string;
  /** What they saved; null while it is not known. */
  theirs: Theirs | null;
  /** The labels of the fields in which theirs differs. */
  differing: readonly string[];
  /** Said while theirs is not known. */
  pending?: string;
  form: {
    readonly save: { readonly isPending: boolean };
    readonly takeTheirs: (theirs: Theirs) => void;
    readonly keepMine: (theirs: Theirs) => void;
  };
};

/** Somebody else saved in between: says in which fields theirs differs, and asks whose stays. What was typed is kept. */
export function ChangedByOthers<Theirs>({ title, theirs, differing, pending, form }: Props<Theirs>) {
  return (
    <Callout
      tone="warn"
      title={<bdi>{title}</bdi>}
      kept="Nothing was written. What you typed is still here."
      todo={
        theirs === null
          ? (pending ?? "Looking at what they changed…")
          : `Theirs differs from yours in: ${differing.join(", ") || "nothing"}.`
      }
      actions={
        theirs !== null && (
          <>
            <Button size="small" onClick={() => form.takeTheirs(theirs)}>
              Take theirs
            </Button>
            <Button size="small" isBusy={form.save.isPending} onClick={() => form.keepMine(theirs)}>
              Save mine over it
            </Button>
          </>
        )
      }
    />
  );
}
