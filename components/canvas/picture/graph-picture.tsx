import { memo, useId, useMemo } from "react";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { laneOf } from "../layout/final-lane.ts";
import { directionOf } from "../layout/tidy.ts";
import { PictureFrameCard, PictureFrames, PictureNotes } from "./picture-annotations.tsx";
import { PictureCard } from "./picture-card.tsx";
import { PAGE_COLOURS, type PictureColours } from "./picture-colours.ts";
import { ArrowHeads, PictureEdge, PictureEdgeLabel } from "./picture-edge.tsx";
import { pictureBox, pictureFile } from "./picture-size.ts";
import { pictureText } from "./picture-text.ts";

type Props = {
  /** It has a place for each vertex. */
  file: GraphFile;
  colours?: PictureColours;
  className?: string | undefined;
};

/** A graph as one SVG of plain shapes and texts, which also stands outside of the page. */
export const GraphPicture = memo(function GraphPicture({ file, colours = PAGE_COLOURS, className }: Props) {
  const id = useId();
  const direction = directionOf(file);
  const { file: shown, collapsed } = useMemo(() => pictureFile(file), [file]);
  const frames = new Map(collapsed.map((frame) => [frame.id, frame]));
  const { content, layout } = shown;
  const box = pictureBox(shown);
  const lane = laneOf(shown);
  const edges = content.edges.flatMap((edge) => {
    const [from, to] = [layout.get(edge.tail), layout.get(edge.head)];
    if (from === undefined || to === undefined) return [];
    return [{ key: `${edge.tail} -> ${edge.head}`, edge, from, to, direction }];
  });
  return (
    <svg
      className={className}
      viewBox={`${box.x} ${box.y} ${box.width} ${box.height}`}
      width={box.width}
      height={box.height}
      role="img"
      aria-label={`Picture of ${pictureText(content.name)}`}
      fontFamily="'Inter Variable', Inter, system-ui, sans-serif"
    >
      <ArrowHeads id={id} colours={colours} />
      <rect {...box} fill={colours.background} />
      <PictureFrames file={shown} colours={colours} />
      {lane !== null && (
        <>
          <rect
            {...lane}
            rx={12}
            fill={colours.lane}
            fillOpacity={0.6}
            stroke={colours.border}
            strokeDasharray="4 3"
          />
          <text x={lane.x + 20} y={lane.y + 21} fontSize={12} fontWeight={600} fill={colours.quiet}>
            Final steps
          </text>
        </>
      )}
      {edges.map(({ key, ...edge }) => (
        <PictureEdge key={key} {...edge} arrows={id} colours={colours} />
      ))}
      {[...content.vertices].map(([name, spec]) => {
        const frame = frames.get(name);
        return frame === undefined ? (
          <PictureCard key={name} name={name} spec={spec} at={layout.get(name)} colours={colours} />
        ) : (
          <PictureFrameCard key={name} frame={frame} file={shown} colours={colours} />
        );
      })}
      {/* No line and no card lies over a label. */}
      {edges.map(({ key, ...edge }) => (
        <PictureEdgeLabel key={key} {...edge} colours={colours} />
      ))}
      <PictureNotes file={shown} colours={colours} />
    </svg>
  );
});
