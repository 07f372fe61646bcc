import { createElement, type ReactNode, startTransition, useEffect } from "react";
import { createRoot } from "react-dom/client";
import type { GraphFile } from "#engine/model/graph-content.ts";
import { GraphPicture } from "./graph-picture.tsx";
import { coloursOf } from "./picture-colours.ts";
import { pictureBox, pictureFile, pictureScale } from "./picture-size.ts";

export type PictureTheme = "light" | "dark";

/** The picture as the text of an SVG file. It is drawn in steps, between which the page answers. */
export async function pictureSvg(file: GraphFile, theme: PictureTheme): Promise<string> {
  const place = document.createElement("div");
  const root = createRoot(place);
  const picture = createElement(GraphPicture, { file, colours: coloursOf(theme) });
  await new Promise<void>((resolve) =>
    startTransition(() => root.render(createElement(Drawn, { onDrawn: resolve }, picture))),
  );
  const svg = place.querySelector("svg");
  const text = svg === null ? "" : new XMLSerializer().serializeToString(svg);
  root.unmount();
  return text;
}

type DrawnProps = { onDrawn: () => void; children?: ReactNode };

function Drawn({ onDrawn, children }: DrawnProps) {
  useEffect(onDrawn, [onDrawn]);
  return children;
}

/** The picture as a PNG with two pixels for one of the canvas, or as many as a browser can draw. */
export async function picturePng(file: GraphFile, theme: PictureTheme): Promise<Blob> {
  const box = pictureBox(pictureFile(file).file);
  const scale = pictureScale(box);
  const address = URL.createObjectURL(new Blob([await pictureSvg(file, theme)], { type: "image/svg+xml" }));
  try {
    const image = new Image();
    image.src = address;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = Math.max(1, Math.round(box.width * scale));
    canvas.height = Math.max(1, Math.round(box.height * scale));
    canvas.getContext("2d")?.drawImage(image, 0, 0, canvas.width, canvas.height);
    return await new Promise((resolve, reject) =>
      canvas.toBlob((blob) =>
        blob === null ? reject(new Error("The browser drew no picture.")) : resolve(blob),
      ),
    );
  } finally {
    URL.revokeObjectURL(address);
  }
}

/** Whether a PNG of the graph has fewer pixels than the canvas. */
export function isReducedInPng(file: GraphFile): boolean {
  return pictureScale(pictureBox(pictureFile(file).file)) < 1;
}
