import { useMay } from "#components/api/use-may.ts";
import { useCopyLink } from "#components/canvas/view/vertex-link.ts";
import { useCommands } from "#components/commands/use-commands.ts";
import { useJumpFocus } from "#components/ui/keys/use-jump-focus.ts";
import { rootCauses } from "../failures/root-causes.ts";
import type { PipelineStore } from "../store/pipeline-store.ts";

type Run = {
  readonly store: PipelineStore;
  /** The vertex that is selected. */
  readonly vertex: string | null;
  /** The tab that is open beside the canvas. */
  readonly tab: string;
  /** Selects a vertex, and goes to it where it cannot be seen. */
  readonly look: (name: string, tab?: string, attempt?: number) => void;
  /** Selects a vertex and brings it into the middle. */
  readonly show: (name: string) => void;
  readonly onFollow: () => void;
  /** Shows the run as it stood before; null where that is shown already. */
  readonly onPast: (() => void) | null;
};

/** What can be looked at in a run, in the command list, which also shows its vertices. */
export function useRunCommands({ store, vertex, tab, look, show, onFollow, onPast }: Run): void {
  const copyLink = useCopyLink();
  const may = useMay();
  const focusOn = useJumpFocus(vertex, tab);
  useCommands(
    () => {
      const { pipeline, tracks } = store.getState().now;
      const causes = pipeline.state === "succeeded" ? [] : rootCauses(tracks.values());
      const failed = causes.find(({ track }) => track.attempt > 0)?.track;
      const asking = [...tracks.values()].find(({ prompt }) => prompt !== null);
      return {
        "copy-link": {
          run: () => vertex !== null && copyLink(vertex),
          refused: vertex === null ? "No vertex is selected." : null,
        },
        ...(failed !== undefined && {
          "open-failed-log": () => {
            look(failed.vertex, "log", failed.attempt);
            focusOn(failed.vertex);
          },
        }),
        ...(onPast !== null && {
          ...(asking !== undefined && {
            "answer-run-prompt": {
              run: () => {
                look(asking.vertex, "track");
                focusOn(asking.vertex);
              },
              refused: may("answer", pipeline.folder),
            },
          }),
          "follow-run": onFollow,
          "time-travel": onPast,
        }),
      };
    },
    () =>
      [...store.getState().now.tracks.keys()].map((name) => ({
        id: `vertex ${name}`,
        text: name,
        note: "Vertex",
        go: () => {
          show(name);
          focusOn(name);
        },
      })),
  );
}
