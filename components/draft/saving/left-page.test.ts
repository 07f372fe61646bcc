import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { placedFile } from "#components/canvas/layout/placed-file.ts";
import { Stage, script, vertex } from "./stage-for-test.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A page that was left while its first save is under way and more was typed since. */
async function leftPage() {
  const stage = new Stage();
  let answer: () => void = () => undefined;
  stage.answersAfter = new Promise((resolve) => {
    answer = resolve;
  });
  const first = stage.open("ann");
  first.edit(script("A", "one\n"));
  await vi.advanceTimersByTimeAsync(700);
  expect(stage.edit).toBe(2);
  first.edit(vertex("X"), script("X", "typed\n"));
  const left = first.session.stop();
  // A page that asks what became of the first save is answered late: the second one is done by then.
  stage.outcomesKnown = left.then(() => undefined);
  const again = () => stage.open("ann", first.page.kept, undefined, left);
  return { stage, again, answer: () => answer() };
}

test("a page that is opened while the one before still saves goes on from there: nothing is there twice", async () => {
  const { stage, again, answer } = await leftPage();
  const page = again();
  page.edit(script("X", "typed\nmore\n"));
  answer();
  await vi.runAllTimersAsync();
  expect(page.page).toMatchObject({ pending: null, told: [], renamed: [], kept: null });
  const { vertices } = placedFile(stage.file).content;
  expect([...vertices.keys()]).toEqual(["A", "B", "X"]);
  expect(vertices.get("X")?.script).toBe("typed\nmore\n");
});

test("a page that is left, opened and left again while the first one still saves is taken up by the third", async () => {
  const { stage, again, answer } = await leftPage();
  const second = again();
  second.edit(vertex("Y"));
  const third = stage.open("ann", second.page.kept, undefined, second.session.stop());
  third.edit(vertex("Z"));
  answer();
  await vi.runAllTimersAsync();
  expect(third.page).toMatchObject({ pending: null, told: [], renamed: [], kept: null });
  expect([...placedFile(stage.file).content.vertices.keys()]).toEqual(["A", "B", "X", "Y", "Z"]);
});

test("a page that is left before it knows what became of its save takes back nothing that somebody else saved", async () => {
  const stage = new Stage();
  const [ann, bob] = [stage.open("ann"), stage.open("bob")];
  stage.isAway = true;
  ann.edit(vertex("X"));
  await vi.advanceTimersByTimeAsync(700);
  stage.isAway = false;
  bob.edit(script("A", "typed\n"));
  await vi.advanceTimersByTimeAsync(700);
  expect([ann.page.kept?.edit, stage.edit]).toEqual([1, 2]);
  ann.page.isGone = true;
  // The answer comes after the page is left once more.
  stage.outcomesKnown = new Promise(() => undefined);
  const left = stage.open("ann", ann.page.kept);
  stage.outcomesKnown = Promise.resolve();
  const page = stage.open("ann", left.page.kept);
  await vi.runAllTimersAsync();
  expect(page.page).toMatchObject({ pending: null, told: ["bob"], kept: null });
  expect(placedFile(stage.file).content.vertices).toEqual(
    new Map([
      ["A", { script: "typed\n" }],
      ["B", {}],
      ["X", {}],
    ]),
  );
});

test("what uses the saved draft waits until what the page before keeps is saved", async () => {
  const { stage, again, answer } = await leftPage();
  const flushed = again().session.flush();
  answer();
  await vi.runAllTimersAsync();
  expect(await flushed).toBe(true);
  // The first page saved twice; the second one has nothing more to save.
  expect(stage.edit).toBe(3);
  expect(placedFile(stage.file).content.vertices.get("X")?.script).toBe("typed\n");
});

test("what a page keeps while it goes away names the save that it sends then", () => {
  const { page, session, edit } = new Stage().open("ann");
  edit(vertex("X"));
  expect(page.kept?.sent).toBeNull();
  void session.flush();
  expect(page.kept?.sent?.id).toBe("ann 1");
});

test("what uses the saved draft while the server is away sends one save, not two", async () => {
  const stage = new Stage();
  stage.isAway = true;
  const { session, page, edit } = stage.open("ann");
  edit(vertex("X"));
  expect(await session.flush()).toBe(false);
  expect(page.states).toEqual(["unsaved", "saving", "away"]);
});
