import type { Page } from "@playwright/test";

/** What the browser noted since it was last asked. */
export type PageNotes = {
  /** The longest time, in milliseconds, for which the page could neither draw nor answer. */
  readonly longestTask: number;
  /** All of these that were longer than 50 ms, together. */
  readonly blocked: number;
  /** The elements of the document now. */
  readonly elements: number;
};

type Noting = Window & { benchTasks?: number[] };

/** Has each page that is opened from now on note its long tasks. */
export async function noteTasks(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const tasks: number[] = [];
    (window as Noting).benchTasks = tasks;
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) tasks.push(duration);
    }).observe({ type: "longtask", buffered: true });
  });
}

/** What the page noted; it begins anew. */
export function takeNotes(page: Page): Promise<PageNotes> {
  return page.evaluate(async () => {
    // What happened in the last moment is told after the next frames.
    for (let frame = 0; frame < 3; frame += 1) await new Promise(requestAnimationFrame);
    const tasks = (window as Noting).benchTasks?.splice(0) ?? [];
    return {
      longestTask: tasks.reduce((most, task) => Math.max(most, task), 0),
      blocked: tasks.reduce((sum, task) => sum + task, 0),
      elements: document.getElementsByTagName("*").length,
    };
  });
}

/** Waits until the page says that the pipeline has this state; gives the browser's time of that frame. */
export async function stateShown(page: Page, word: string): Promise<number> {
  const shown = await page.waitForFunction(
    (wanted) =>
      document.querySelector('[role="status"][aria-label="Pipeline state"]')?.textContent === wanted
        ? performance.timeOrigin + performance.now()
        : false,
    word,
    { polling: "raf", timeout: 0 },
  );
  return (await shown.jsonValue()) || 0;
}
