import type { useStoreApi } from "@xyflow/react";
import type { DrawnBox } from "../annotations/drawn-boxes.ts";
import type { GraphEdge, VertexNode } from "../elements/flow-elements.ts";
import { drawFar } from "./draw-far.ts";
import { type Area, cardsUnderBox } from "./far-cards.ts";
import { farColours, followTheme } from "./far-colours.ts";
import type { FarColours, FarPicture } from "./far-picture.ts";

type FlowStore = ReturnType<typeof useStoreApi>;

/** So much more than the screen is drawn on each side, as a share of it: to move the canvas then draws nothing. */
const BESIDE = 0.25;
/** While a person zooms, the picture is stretched, and drawn again this often. */
const ZOOM_MS = 80;

type Drawn = { readonly x: number; readonly y: number; readonly zoom: number };

/** Keeps a picture of the graph under the view that a person moves. */
export class FarPainter {
  private picture: FarPicture = {
    cards: [],
    edges: [],
    drawn: [],
    byId: new Map(),
    tones: new Map(),
    looks: new Map(),
    marked: new Set(),
  };
  private colours: FarColours;
  private drawn: Drawn | null = null;
  private frame = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private readonly ends: readonly (() => void)[];
  private readonly canvas: HTMLCanvasElement;
  private readonly store: FlowStore;

  constructor(canvas: HTMLCanvasElement, store: FlowStore) {
    this.canvas = canvas;
    this.store = store;
    this.colours = farColours(hostOf(canvas));
    this.ends = [
      store.subscribe((now, before) => {
        if (now.transform !== before.transform) this.follow();
        if (now.width !== before.width || now.height !== before.height) this.draw();
        if (now.userSelectionRect !== before.userSelectionRect) this.mark();
      }),
      followTheme(() => {
        this.colours = farColours(hostOf(canvas));
        this.draw();
      }),
    ];
    // Names are drawn once more in the page's own font.
    void document.fonts.ready.then(() => this.draw());
  }

  /** Draws these cards, edges, frames and notes from now on. */
  show(cards: readonly VertexNode[], edges: readonly GraphEdge[], drawn: readonly DrawnBox[]): void {
    const byId = new Map(cards.map((card) => [card.id, card]));
    this.picture = { ...this.picture, cards, edges, drawn, byId };
    this.draw();
  }

  /** Draws the cards in these tones from now on, and these edges in other looks than their own. */
  colour(tones: FarPicture["tones"], looks: FarPicture["looks"] = new Map()): void {
    this.picture = { ...this.picture, tones, looks };
    this.draw();
  }

  end(): void {
    cancelAnimationFrame(this.frame);
    clearTimeout(this.timer);
    this.frame = -1;
    for (const end of this.ends) end();
  }

  /** Draws all of it, with the next frame. */
  private draw(): void {
    if (this.frame !== 0) return;
    this.frame = requestAnimationFrame(() => {
      this.frame = 0;
      this.drawNow();
    });
  }

  private drawNow(): void {
    clearTimeout(this.timer);
    this.timer = undefined;
    const pen = this.canvas.getContext("2d");
    const { width, height, transform } = this.store.getState();
    if (pen === null || width === 0 || height === 0) return;
    const [x, y, zoom] = transform;
    const [beside, above] = [Math.round(width * BESIDE), Math.round(height * BESIDE)];
    const sharp = window.devicePixelRatio;
    const size = { width: width + beside * 2, height: height + above * 2 };
    // A canvas that gets a size is empty.
    this.canvas.width = Math.round(size.width * sharp);
    this.canvas.height = Math.round(size.height * sharp);
    Object.assign(this.canvas.style, {
      left: `${-beside}px`,
      top: `${-above}px`,
      width: `${size.width}px`,
      height: `${size.height}px`,
      transform: "none",
    });
    pen.setTransform(sharp, 0, 0, sharp, 0, 0);
    const area: Area = {
      x: (-beside - x) / zoom,
      y: (-above - y) / zoom,
      width: size.width / zoom,
      height: size.height / zoom,
    };
    drawFar(pen, this.picture, this.colours, area, zoom);
    this.drawn = { x, y, zoom };
  }

  /** Moves the picture with the view, and draws it again where it no longer covers it. */
  private follow(): void {
    const { drawn } = this;
    const { width, height, transform } = this.store.getState();
    // The first picture is on its way.
    if (drawn === null) return;
    const [x, y, zoom] = transform;
    const [right, down] = [x - drawn.x, y - drawn.y];
    if (zoom === drawn.zoom) {
      this.canvas.style.transform = `translate(${right}px, ${down}px)`;
      if (Math.abs(right) > width * BESIDE || Math.abs(down) > height * BESIDE) this.draw();
      return;
    }
    // The corner of the picture is beside the view by this much.
    const [beside, above] = [Math.round(width * BESIDE), Math.round(height * BESIDE)];
    const by = zoom / drawn.zoom;
    const left = x - drawn.x * by + beside - beside * by;
    const top = y - drawn.y * by + above - above * by;
    this.canvas.style.transform = `translate(${left}px, ${top}px) scale(${by})`;
    this.timer ??= setTimeout(() => this.draw(), ZOOM_MS);
  }

  /** Marks the cards under the selection box. */
  private mark(): void {
    const { userSelectionRect: box, transform } = this.store.getState();
    const under = box === null ? [] : cardsUnderBox(this.picture.cards, { box, transform });
    const marked = new Set(under.map(({ id }) => id));
    if (marked.size === this.picture.marked.size && [...marked].every((id) => this.picture.marked.has(id)))
      return;
    this.picture = { ...this.picture, marked };
    this.draw();
  }
}

function hostOf(canvas: HTMLCanvasElement): HTMLElement {
  return canvas.parentElement ?? document.body;
}
