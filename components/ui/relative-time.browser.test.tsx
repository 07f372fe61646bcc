import { expect, test } from "vitest";
import { render } from "vitest-browser-react";
import { RelativeTime } from "./relative-time.tsx";

test("how long ago something was is told to the second within a minute, and to the minute after that", async () => {
  const ago = (seconds: number) => new Date(Date.now() - seconds * 1_000);
  const screen = await render(
    <ul>
      <li>
        a <RelativeTime at={ago(1)} />
      </li>
      <li>
        b <RelativeTime at={ago(30)} />
      </li>
      <li>
        c <RelativeTime at={ago(3 * 60 + 20)} />
      </li>
      <li>
        d <RelativeTime at={ago(2 * 3_600 + 5 * 60 + 20)} />
      </li>
    </ul>,
  );
  const item = (place: number) => screen.getByRole("listitem").nth(place);
  await expect.element(item(0)).toHaveTextContent("a just now");
  await expect.element(item(1)).toHaveTextContent(/^b \d\d s ago$/);
  await expect.element(item(2)).toHaveTextContent("c 3 min ago");
  await expect.element(item(3)).toHaveTextContent("d 2 h 5 min ago");
});
