import { useEffect, useRef } from "react";
import { afterEach, beforeEach, expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { useLaunchLink } from "./use-launch-link.ts";

type Props = { refused?: string | null; onOpen: () => void };

function Inner({ refused = null, onOpen }: Props) {
  const link = useLaunchLink(refused, onOpen);
  return (
    <>
      <p>{link.linked?.entries.get(null)?.get("env") ?? "no link"}</p>
      <p>{link.refused ?? "not refused"}</p>
      <button type="button" onClick={link.forget}>
        Close
      </button>
    </>
  );
}

function Page({ opened }: { opened: boolean[] }) {
  const isReady = useRef(false);
  useEffect(() => {
    isReady.current = true;
  }, []);
  return <Inner onOpen={() => void opened.push(isReady.current)} />;
}

const { href } = window.location;
beforeEach(() => window.history.replaceState(null, "", "?launch=1&param.env=prod"));
afterEach(() => window.history.replaceState(null, "", href));

test("a link opens the form once, after the page around it is ready, and leaves the address; the next form is as any other", async () => {
  const opened: boolean[] = [];
  const screen = await render(<Page opened={opened} />);
  await expect.element(screen.getByText("prod")).toBeVisible();
  await expect.poll(() => opened).toEqual([true]);
  expect(window.location.search).toBe("");
  await screen.getByRole("button", { name: "Close" }).click();
  await expect.element(screen.getByText("no link")).toBeVisible();
});

test("that a link could not open its form is said until it could; what is refused later is not about the link", async () => {
  const onOpen = () => undefined;
  const screen = await render(<Inner refused="Fix 1 error." onOpen={onOpen} />);
  await expect.element(screen.getByText("Fix 1 error.")).toBeVisible();
  await screen.rerender(<Inner onOpen={onOpen} />);
  await expect.element(screen.getByText("not refused")).toBeVisible();
  await screen.rerender(<Inner refused="Fix 2 errors." onOpen={onOpen} />);
  await expect.element(screen.getByText("not refused")).toBeVisible();
});
