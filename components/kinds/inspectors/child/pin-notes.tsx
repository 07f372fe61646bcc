import { useContext } from "react";
import { ChildGraphsContext, usePinState } from "#components/draft/child-graphs/child-graphs-context.ts";
import type { Pin } from "#components/draft/child-graphs/pin-state.ts";
import { diffAddress } from "#components/draft/diff-address.ts";
import { useVertex } from "#components/draft/use-vertex.ts";
import { Button } from "#components/ui/buttons/button.tsx";
import { LinkButton } from "#components/ui/buttons/link-button.tsx";
import { RelativeTime } from "#components/ui/relative-time.tsx";
import { Callout } from "#components/ui/states/callout.tsx";
import styles from "#components/vertex-form/inspector.module.css";

type Props = {
  vertex: string;
  pin: Pin;
  /** It is in the list of graphs that may be seen. */
  isListed: boolean;
};

/** What is to be said of the revision that a vertex runs: that it is retired, or that there is a newer one. */
export function PinNotes({ vertex, pin, isListed }: Props) {
  const { update } = useVertex(vertex, []);
  const isKnown = useContext(ChildGraphsContext) !== null;
  const state = usePinState({ graph: pin });
  if (state === null)
    return isKnown && !isListed ? (
      <p className={styles.note}>
        There is no graph <bdi>{pin.name}</bdi> that you may see. What is pinned runs all the same.
      </p>
    ) : null;
  const { graph, at, offered, isNewer, retired } = state;
  const acts = offered !== null && (
    <>
      <Button size="small" onClick={() => void update({ graph: { ...offered } })}>
        {isNewer ? "Update to" : "Change to"} @{offered.revision}
      </Button>
      <LinkButton size="small" look="quiet" target="_blank" href={diffAddress(graph, [at, offered.revision])}>
        What differs
      </LinkButton>
    </>
  );
  return (
    <>
      {graph.toLowerCase() !== pin.name.toLowerCase() && (
        <p className={styles.note}>
          There is no graph <bdi>{pin.name}</bdi> that you may see. <bdi>{graph}</bdi>@{at} has what is
          pinned.
        </p>
      )}
      {retired !== null ? (
        <Callout
          tone="warn"
          title={`@${pin.revision} is retired. It runs all the same.`}
          actions={acts || undefined}
        >
          <p>
            <bdi>{retired.reason}</bdi>
          </p>
          <p>
            <RelativeTime at={retired.at} /> by <bdi>{retired.by}</bdi>
          </p>
        </Callout>
      ) : (
        offered !== null && (
          <Callout title={`There is a newer revision: @${offered.revision}.`} actions={acts} />
        )
      )}
    </>
  );
}
