import type { DrawnBox } from "../annotations/drawn-boxes.ts";
import { noteTitle } from "../annotations/note-size.ts";
import { isOverlapping } from "../layout/frame-boxes.ts";
import type { Area } from "./far-cards.ts";
import { type FarColours, NAME_ZOOM, shortened } from "./far-picture.ts";

type Pen = CanvasRenderingContext2D;

/** As on the canvas: what is behind a frame shines through. */
const FRAME_ALPHA = 0.55;
const FONT_SIZE = 22;
const MIN_FONT_SIZE = 9;

/** The boxes of open frames, behind everything. Their titles are elements, which can be pressed. */
export function drawFrames(
  pen: Pen,
  drawn: readonly DrawnBox[],
  colours: FarColours,
  area: Area,
  zoom: number,
): void {
  for (const each of drawn) {
    if (each.frame === undefined || !isOverlapping(each.box, area)) continue;
    const { line, paper } = colours.papers[each.frame.colour ?? "grey"];
    pen.globalAlpha = FRAME_ALPHA;
    pen.fillStyle = paper;
    outline(pen, each, area, zoom, 12);
    pen.fill();
    pen.globalAlpha = 1;
    pen.strokeStyle = each.isSelected ? colours.accent : line;
    pen.lineWidth = each.isSelected ? 2 : Math.max(1, 1.5 * zoom);
    pen.stroke();
  }
}

/** The notes, above everything, with their first words where these can be read. */
export function drawNotes(
  pen: Pen,
  drawn: readonly DrawnBox[],
  colours: FarColours,
  area: Area,
  zoom: number,
): void {
  const size = Math.max(MIN_FONT_SIZE, FONT_SIZE * zoom);
  for (const each of drawn) {
    if (each.note === undefined || !isOverlapping(each.box, area)) continue;
    const { box, note, isSelected } = each;
    const { line, paper } = colours.papers[note.colour ?? "grey"];
    pen.fillStyle = paper;
    outline(pen, each, area, zoom, 6);
    pen.fill();
    pen.strokeStyle = isSelected ? colours.accent : line;
    pen.lineWidth = isSelected ? 2 : 1;
    pen.stroke();
    if (zoom < NAME_ZOOM) continue;
    pen.font = `${size}px ${colours.font}`;
    pen.textBaseline = "top";
    pen.fillStyle = colours.ink;
    const text = shortened(pen, noteTitle(note), (box.width - 24) * zoom);
    pen.fillText(text, (box.x - area.x + 12) * zoom, (box.y - area.y + 8) * zoom);
  }
}

function outline(pen: Pen, { box }: DrawnBox, area: Area, zoom: number, round: number): void {
  const [left, top] = [(box.x - area.x) * zoom, (box.y - area.y) * zoom];
  const [width, height] = [Math.max(2, box.width * zoom), Math.max(2, box.height * zoom)];
  pen.beginPath();
  pen.roundRect(left, top, width, height, Math.max(1, round * zoom));
}
