import { useEffect, useRef } from "react";
import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { useLaunchLink } from "./use-launch-link.ts";

function Inner({ onOpen }: { onOpen: () => void }) {
  const linked = useLaunchLink(onOpen);
  return <p>{linked?.entries.get(null)?.get("env") ?? "no link"}</p>;
}

function Page({ opened }: { opened: boolean[] }) {
  const isReady = useRef(false);
  useEffect(() => {
    isReady.current = true;
  }, []);
  return <Inner onOpen={() => void opened.push(isReady.current)} />;
}

test("a link opens the form once, after the page around it is ready, and leaves the address", async () => {
  const { href } = window.location;
  window.history.replaceState(null, "", "?launch=1&param.env=prod");
  const opened: boolean[] = [];
  const screen = await render(<Page opened={opened} />);
  await expect.element(screen.getByText("prod")).toBeVisible();
  await expect.poll(() => opened).toEqual([true]);
  expect(window.location.search).toBe("");
  window.history.replaceState(null, "", href);
});
