import type { CDPSession, Page } from "@playwright/test";
import { applyGraphText } from "#services/graphs/save-graph.ts";
import { openSignedInPage } from "../page/signed-in-page.ts";
import { takeNotes } from "../page/watched-page.ts";
import { withBenchSystem } from "../system/bench-system.ts";
import { startProduct } from "../system/start-product.ts";

/** One thing that a person does in the editor. */
export type EditorFigures = {
  readonly vertices: number;
  readonly phase: "opens" | "inspects" | "types" | "moves, all" | "moves, near" | "outline";
  /** Processor time of the page's main thread, in milliseconds; while somebody types, for each key. */
  readonly cpu: number;
  readonly ms: number;
  /** Frames in a second, where the canvas is moved; else NaN. */
  readonly frames: number;
  readonly elements: number;
};

const LAYER = 40;
const MOVES = 60;
const KEYS = 20;
/** As text: what compiles this file would put a call into a named function that the page does not have. */
const COUNT_FRAMES = `(() => {
  const isCounting = window.benchFrames !== undefined;
  window.benchFrames = 0;
  if (isCounting) return;
  const count = () => {
    window.benchFrames += 1;
    requestAnimationFrame(count);
  };
  requestAnimationFrame(count);
})()`;

/** The place nearest to the middle of the canvas that is neither a card nor an edge nor a button. */
const EMPTY_PLACE = `(() => {
  const { x, y, width, height } = document.querySelector(".react-flow").getBoundingClientRect();
  const [middleX, middleY] = [x + width / 2, y + height / 2];
  const places = Array.from({ length: 2_500 }, (_, place) => ({
    x: x + (width * ((place % 50) + 0.5)) / 50,
    y: y + (height * (Math.floor(place / 50) + 0.5)) / 50,
  }));
  const far = (place) => Math.hypot(place.x - middleX, place.y - middleY);
  const isEmpty = (place) =>
    document.elementFromPoint(place.x, place.y)?.classList.contains("react-flow__pane") ?? false;
  const found = places.sort((a, b) => far(a) - far(b)).find(isEmpty);
  if (found === undefined) throw new Error("Cards cover the whole canvas.");
  return found;
})()`;

/** Opens drafts of so many vertices, with twice as many edges, in the editor of the real product, and uses it. */
export function measureEditor(sizes: readonly number[]): Promise<EditorFigures[]> {
  return withBenchSystem({ areTripsCounted: false }, async ({ database, url }) => {
    const product = await startProduct(url);
    const { page, close } = await openSignedInPage(product);
    try {
      const cpu = await page.context().newCDPSession(page);
      await cpu.send("Performance.enable", { timeDomain: "threadTicks" });
      const figures: EditorFigures[] = [];
      for (const vertices of sizes) {
        await applyGraphText(database, layeredGraph(vertices), "bench");
        figures.push(...(await workInEditor(page, cpu, product.address, vertices)));
      }
      return figures;
    } finally {
      await close();
      await product.stop();
    }
  });
}

async function workInEditor(page: Page, cpu: CDPSession, address: string, vertices: number) {
  const card = page.locator(".react-flow__node").first();
  const phase = async (name: EditorFigures["phase"], work: () => Promise<number>, times = 1) => {
    const [before, began] = [await cpuTime(cpu), performance.now()];
    const frames = await work();
    const ms = performance.now() - began;
    const after = await cpuTime(cpu);
    // Another page begins at nothing again.
    const used = after < before ? after : after - before;
    const { elements } = await takeNotes(page);
    return { vertices, phase: name, cpu: used / times, ms, frames, elements };
  };
  return [
    await phase("opens", async () => {
      await page.goto(`${address}/graphs/editor-${vertices}`);
      await card.waitFor();
      return Number.NaN;
    }),
    await phase("inspects", async () => {
      await card.click();
      await page.getByRole("textbox", { name: "Script", exact: true }).click();
      return Number.NaN;
    }),
    await phase(
      "types",
      async () => {
        for (let key = 0; key < KEYS; key += 1) await page.keyboard.press("x");
        // What a key leaves to be done later belongs to it: the draft is checked and saved.
        await page.waitForResponse((answer) => answer.url().includes("/graphs.save"));
        await page.getByRole("status", { name: "Save state" }).getByText("Saved").waitFor();
        return Number.NaN;
      },
      KEYS,
    ),
    await phase("moves, all", async () => {
      await page.getByRole("button", { name: "Fit everything into view" }).click();
      return moveCanvas(page);
    }),
    await phase("moves, near", async () => {
      await page.getByRole("button", { name: "Zoom in" }).click({ clickCount: 8 });
      return moveCanvas(page);
    }),
    await phase("outline", async () => {
      await page.getByRole("tab", { name: "Outline" }).click();
      await page.getByRole("button", { name: "Add vertex", exact: true }).waitFor();
      return Number.NaN;
    }),
  ];
}

/** Drags the canvas to and fro, from a place where no card is: one would be dragged instead. Gives the frames in a second. */
async function moveCanvas(page: Page): Promise<number> {
  const { x, y } = await page.evaluate<{ x: number; y: number }>(EMPTY_PLACE);
  await page.evaluate(COUNT_FRAMES);
  const began = performance.now();
  await page.mouse.move(x, y);
  await page.mouse.down();
  for (let move = 0; move < MOVES; move += 1) await page.mouse.move(x + ((move * 7) % 200) - 100, y + move);
  await page.mouse.up();
  const frames = await page.evaluate(() => (window as Window & { benchFrames?: number }).benchFrames ?? 0);
  return frames / ((performance.now() - began) / 1_000);
}

/** How long the page's main thread has worked, in milliseconds of processor time. */
async function cpuTime(cpu: CDPSession): Promise<number> {
  const { metrics } = await cpu.send("Performance.getMetrics");
  return (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN) * 1_000;
}

/** Layers, with two edges that lead to each vertex from the layer before. */
function layeredGraph(vertices: number): string {
  const names = Array.from({ length: vertices }, (_, place) => `step-${place}`);
  const edges = names.slice(LAYER).flatMap((name, place) => {
    const first = place - (place % LAYER);
    return [place, first + ((place * 7 + 3) % LAYER)].map((tail) => `  - ${names[tail]} -> ${name}`);
  });
  return [
    "signalbox: 1",
    `name: editor-${vertices}`,
    "vertices:",
    ...names.map((name) => `  ${name}: { script: "echo ${name}" }`),
    "edges:",
    ...new Set(edges),
    "",
  ].join("\n");
}
