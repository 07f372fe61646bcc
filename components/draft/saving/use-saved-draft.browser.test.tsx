import { expect, test } from "vitest";
import { savedDraftForTest } from "./saved-draft-for-test.tsx";

test("what a page that has ended kept is taken up and saved", async () => {
  const { keep, open, server, description, keys } = savedDraftForTest();
  keep("ended page");
  const page = await open();
  await expect.poll(() => server.file.description).toBe("kept");
  expect(description()).toBe("kept");
  await expect.poll(keys).toEqual([]);
  await page.unmount();
});

test("what an open page keeps stays its own: another page shows and saves its own draft, and leaves the other's where it is", async () => {
  const { keep, hold, open, server, write, description, state, keys } = savedDraftForTest();
  const release = hold("open page");
  keep("open page");
  const page = await open();
  await expect.poll(description).toBe("saved");
  write("typed at once");
  await expect.poll(() => server.file.description).toBe("typed at once");
  await expect.poll(state).toBe("saved");
  expect(description()).toBe("typed at once");
  expect(keys()).toHaveLength(2);
  await page.unmount();
  release();
});

test("a page is shown only with its own draft in it, and can save at once, while an open page keeps another one", async () => {
  const { keep, hold, open, server, first } = savedDraftForTest();
  const release = hold("open page");
  keep("open page", "theirs");
  expect(keep("this tab before its reload", "mine")).toBe("tab");
  const page = await open();
  await expect.poll(() => first.description).toBe("mine");
  await first.flushed;
  await expect.poll(() => server.file.description).toBe("mine");
  await page.unmount();
  release();
});

test("a page that has nothing unsaved says so at once, while an open page keeps a draft", async () => {
  const { keep, hold, open, first } = savedDraftForTest();
  const release = hold("open page");
  keep("open page");
  const page = await open();
  await expect.poll(() => first.description).toBe("saved");
  expect(await first.flushed).toBe(true);
  await page.unmount();
  release();
});

test("a graph that is left and opened again while its save is under way goes on with what was typed, and asks nobody about it", async () => {
  const { open, server, write, description, state, pending, keys } = savedDraftForTest();
  const page = await open();
  await expect.poll(description).toBe("saved");
  let answer: () => void = () => undefined;
  server.answersAfter = new Promise((resolve) => {
    answer = resolve;
  });
  write("first");
  await expect.poll(() => server.file.description).toBe("first");
  write("first, second");
  await page.unmount();
  const again = await open();
  await expect.poll(description).toBe("first, second");
  write("first, second, third");
  answer();
  await expect.poll(() => server.file.description).toBe("first, second, third");
  await expect.poll(state).toBe("saved");
  expect([pending(), description(), keys()]).toEqual([null, "first, second, third", []]);
  await again.unmount();
});
