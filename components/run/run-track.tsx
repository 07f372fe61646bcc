import { LiveArea } from "#components/ui/live/live-area.tsx";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { ChildTracks } from "./children/child-tracks.tsx";
import { TrackPanel } from "./track/track-panel.tsx";

type Props = { id: number; vertex: string; file: GraphFile; onLog: (attempt: number) => void };

/** The selected track, with the tracks of its child pipeline below it. */
export function RunTrack(props: Props) {
  const { vertex } = props;
  return (
    <LiveArea>
      <TrackPanel
        key={vertex}
        {...props}
        below={(child) => <ChildTracks key={child.id} child={child} name={vertex} />}
      />
    </LiveArea>
  );
}
