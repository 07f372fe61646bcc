import { expect, test } from "vitest";
import { frameBatch, framesWithRest } from "./frame-batch.ts";

function framesByHand() {
  const waiting = new Set<() => void>();
  return {
    frames: (call: () => void) => {
      waiting.add(call);
      return () => void waiting.delete(call);
    },
    draw: () => {
      const calls = [...waiting];
      waiting.clear();
      for (const call of calls) call();
    },
  };
}

test("what comes between two frames is handed over together, in its order, and nothing twice", () => {
  const { frames, draw } = framesByHand();
  const taken: (readonly number[])[] = [];
  const batch = frameBatch<number>((items) => taken.push(items), frames);
  for (const item of [1, 2, 3]) batch.add(item);
  expect(taken).toEqual([]);
  draw();
  draw();
  batch.add(4);
  draw();
  expect(taken).toEqual([[1, 2, 3], [4]]);
});

test("after its end nothing is handed over", () => {
  const { frames, draw } = framesByHand();
  const taken: unknown[] = [];
  const batch = frameBatch((items) => taken.push(items), frames);
  batch.add("late");
  batch.end();
  draw();
  expect(taken).toEqual([]);
});

/** Time by hand: a frame every 10 ms; what is due is called in its order. */
function clockByHand() {
  let ms = 0;
  let due: { at: number; call: () => void }[] = [];
  const add = (at: number, call: () => void) => {
    const one = { at, call };
    due.push(one);
    return () => {
      due = due.filter((other) => other !== one);
    };
  };
  const clock = {
    now: () => ms,
    frame: (call: () => void) => add(Math.floor(ms / 10) * 10 + 10, call),
    later: (wait: number, call: () => void) => add(ms + wait, call),
  };
  return {
    clock,
    spend: (more: number) => {
      ms += more;
    },
    goTo: (end: number) => {
      for (;;) {
        const [next] = due.filter(({ at }) => at <= end).sort((one, other) => one.at - other.at);
        if (next === undefined) break;
        due = due.filter((other) => other !== next);
        ms = Math.max(ms, next.at);
        next.call();
      }
      ms = Math.max(ms, end);
    },
  };
}

/** When it is handed over, where every millisecond something comes and drawing it takes so long. */
function handedOver(cost: number, end: number): readonly number[] {
  const { clock, spend, goTo } = clockByHand();
  const handed: number[] = [];
  const batch = frameBatch<number>(() => {
    handed.push(clock.now());
    spend(cost);
  }, framesWithRest(clock));
  for (let at = 0; at < end; at = Math.max(at + 1, clock.now())) {
    goTo(at);
    batch.add(at);
  }
  return handed;
}

test("what is drawn at once is handed over with every frame", () => {
  expect(handedOver(0, 100)).toEqual([10, 20, 30, 40, 50, 60, 70, 80, 90]);
});

test("a page that draws long has twice that time for other things, and 80 ms at most", () => {
  expect(handedOver(20, 220)).toEqual([10, 80, 150]);
  expect(handedOver(200, 1_200)).toEqual([10, 300, 590, 880, 1_170]);
});

test("after its end nothing that rested is handed over", () => {
  const { clock, spend, goTo } = clockByHand();
  const handed: number[] = [];
  const batch = frameBatch<number>((items) => {
    handed.push(...items);
    spend(20);
  }, framesWithRest(clock));
  batch.add(1);
  goTo(35);
  batch.add(2);
  goTo(45);
  batch.end();
  goTo(500);
  expect(handed).toEqual([1]);
});
