import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { CodeText } from "./code-text.tsx";

const shown = (text: string) => renderToStaticMarkup(<CodeText>{text}</CodeText>);

test("what a message has between backticks is shown as code, and no backtick as text", () => {
  expect(shown("Set SIGNALBOX_TOKEN, or send `Authorization: Bearer TOKEN`.")).toBe(
    "Set SIGNALBOX_TOKEN, or send <code>Authorization: Bearer TOKEN</code>.",
  );
  expect(shown("`a` and `b`")).toBe("<code>a</code> and <code>b</code>");
});

test("a message without code, and a backtick that stands alone, stay as they are", () => {
  expect(shown("Nothing changed.")).toBe("Nothing changed.");
  expect(shown("A key such as ` is no name.")).toBe("A key such as ` is no name.");
  expect(shown("It was ``.")).toBe("It was ``.");
});
