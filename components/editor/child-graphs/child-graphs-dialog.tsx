import { useMemo, useState } from "react";
import { useChildIndex } from "#components/draft/child-graphs/child-graphs-context.ts";
import { isSameOffer, outdatedIn } from "#components/draft/child-graphs/pin-state.ts";
import { diffAddress } from "#components/draft/diff-address.ts";
import { useDraft, useDraftStore } from "#components/draft/draft-context.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { Checkbox } from "#components/ui/fields/checkbox.tsx";
import { Dialog } from "#components/ui/overlays/dialog.tsx";
import { useToast } from "#components/ui/overlays/toast.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import { Badge } from "#components/ui/states/state-badge.tsx";
import styles from "./child-graphs-dialog.module.css";
import { NONE_OUTDATED } from "./outdated-words.ts";

/** Elements of so many are made; those that are not shown are updated with the others. */
const MAX_SHOWN = 200;

/**
 * The vertices that could run another revision. Those that are chosen are updated in one step, to what was shown: what is
 * sealed or edited meanwhile is shown first.
 */
export function ChildGraphsDialog({ onClose }: { onClose: () => void }) {
  const store = useDraftStore();
  const toast = useToast();
  const index = useChildIndex();
  const content = useDraft(({ draft }) => draft.file.content);
  const now = useMemo(() => outdatedIn(content, index), [content, index]);
  const [outdated, setOutdated] = useState(now);
  const [left, setLeft] = useState<ReadonlySet<string>>(new Set());
  const chosen = outdated.filter(({ vertex }) => !left.has(vertex));
  const isOther = useMemo(() => {
    const offers = new Map(now.map((each) => [each.vertex, each]));
    return outdated.some((each) => !left.has(each.vertex) && !isSameOffer(each, offers.get(each.vertex)));
  }, [now, outdated, left]);
  const count = `${chosen.length.toLocaleString("en")} ${chosen.length === 1 ? "vertex" : "vertices"}`;
  const update = () => {
    // It became another one in this very moment: the dialog says so now.
    if (store.getState().draft.file.content !== content) return;
    const pins = new Map(
      chosen.flatMap(({ vertex, state }) => (state.offered === null ? [] : [[vertex, state.offered]])),
    );
    const problem = store.getState().edit({ do: "set-pins", pins });
    if (problem === null) toast.done(`Updated ${count}. Undo brings the old revisions back.`);
    else toast.error({ title: problem, kept: "The draft did not change." });
    onClose();
  };
  const nothing = outdated.length === 0 ? NONE_OUTDATED : "Choose a vertex.";
  const toggle = (vertex: string, isChosen: boolean) => {
    const next = new Set(left);
    if (isChosen) next.delete(vertex);
    else next.add(vertex);
    setLeft(next);
  };
  const more = outdated.length - MAX_SHOWN;
  return (
    <Dialog
      isOpen
      onClose={onClose}
      size="large"
      title="Update child graphs"
      description="A vertex runs the revision that it names until somebody chooses another one. Check says afterwards what does not fit."
      actions={
        <>
          <Button onClick={onClose}>Back</Button>
          {isOther ? (
            <Button look="primary" onClick={() => setOutdated(now)}>
              Show the list again
            </Button>
          ) : (
            <Button look="primary" refused={chosen.length === 0 ? nothing : null} onClick={update}>
              Update {count}
            </Button>
          )}
        </>
      }
    >
      {isOther && (
        <Callout tone="warn" title="What is offered changed since this was shown">
          Look at the list again before you update.
        </Callout>
      )}
      {outdated.length === 0 && <p>{NONE_OUTDATED}</p>}
      <ul className={styles.list}>
        {outdated.slice(0, MAX_SHOWN).map(({ vertex, pin, state: { offered, graph, at, retired } }) => (
          <li key={vertex}>
            <Checkbox
              label={<bdi className={styles.name}>{vertex}</bdi>}
              checked={!left.has(vertex)}
              onCheckedChange={(isChosen) => toggle(vertex, isChosen)}
            />
            <span className={styles.pins}>
              <bdi>{pin.name}</bdi>@{pin.revision} → {graph !== pin.name && <bdi>{graph}</bdi>}@
              {offered?.revision}
            </span>
            {retired !== null && <Badge tone="warn">Retired</Badge>}
            {offered !== null && (
              <LinkButton
                size="small"
                look="quiet"
                target="_blank"
                href={diffAddress(graph, [at, offered.revision])}
                aria-label={`What differs between ${graph}@${at} and @${offered.revision}`}
              >
                What differs
              </LinkButton>
            )}
          </li>
        ))}
      </ul>
      {more > 0 && <p>And {more.toLocaleString("en")} more, which are updated, too.</p>}
    </Dialog>
  );
}
