import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { LogLines, type LogStream } from "../log-lines.ts";
import { lineMark } from "./line-mark.ts";
import { LogMarks } from "./log-marks.ts";

function marksOf(text: string, { hasFailed = false, stream = "merged" as LogStream } = {}): LogMarks {
  const marks = new LogMarks();
  const log = new LogLines({ onClosed: (line) => marks.take(line) });
  log.append([{ seq: 1, stream, text, at: new Date(0) }]);
  for (const line of log.openLines()) marks.take(line);
  marks.end(hasFailed);
  return marks;
}

describe("the mark of a line", () => {
  test.each([
    ["::group::Install", { kind: "group", textAt: 9, place: null }],
    ["  ##[group]Install", { kind: "group", textAt: 11, place: null }],
    ["::endgroup::", { kind: "endgroup", textAt: 12, place: null }],
    ["##[error]no", { kind: "error", textAt: 9, place: null }],
    ["::error file=src/a.js,line=3,col=5::no", { kind: "error", textAt: 36, place: "src/a.js:3:5" }],
    ["::warning title=x,file=C%3A\\a%2Cb.js::no", { kind: "warning", textAt: 38, place: "C:\\a,b.js" }],
    ["::notice::", { kind: "notice", textAt: 10, place: null }],
    ["::set-output name=x::y", null],
    ["::error no end", null],
    ["##[nothing]x", null],
    ["a ::error::b", null],
    ["", null],
  ])("%s", (text, mark) => {
    expect(lineMark(text)).toEqual(mark);
  });
});

describe("the folds of a log", () => {
  test("end with their end, with the next group, or not yet", () => {
    const { folds } = marksOf("a\n::group::one\nb\n::endgroup::\nc\n##[group]two\nd\n::group::three\ne\n");
    expect(folds.map(({ start, end }) => [start, end])).toEqual([
      [2, 4],
      [6, 7],
      [8, null],
    ]);
  });

  test("know whether an error is in them", () => {
    const { folds } = marksOf("::group::one\nok\n::endgroup::\n::group::two\n::error::no\n::endgroup::\n");
    expect(folds.map(({ hasError }) => hasError)).toEqual([false, true]);
  });

  test("never overlap, whatever the marks are", () => {
    const line = fc.constantFrom("::group::x", "::endgroup::", "text", "##[group]y", "##[endgroup]");
    fc.assert(
      fc.property(fc.array(line, { maxLength: 30 }), (lines) => {
        const { folds } = marksOf(lines.join("\n"));
        for (const [place, { start, end }] of folds.entries()) {
          const next = folds[place + 1]?.start ?? Number.POSITIVE_INFINITY;
          expect(end ?? start).toBeGreaterThanOrEqual(start);
          expect(end ?? start).toBeLessThan(next);
        }
      }),
    );
  });
});

describe("the errors of a log", () => {
  const PYTHON =
    'begin\nTraceback (most recent call last):\n  File "x.py", line 3, in <module>\n    go()\nValueError: no\nafter\n';
  const NODE =
    '/tmp/x.js:3\n  throw new TypeError("no");\n  ^\n\nTypeError: no\n    at go (/tmp/x.js:3:9)\n    at node:internal\n\nNode.js v20\n';
  const LONG = "Error: first line\nsecond line of it\n    at go (/tmp/x.js:3:9)\n";

  test.each([
    ["a traceback of Python, at the exception", PYTHON, [5]],
    [
      "two tracebacks of Python",
      `${PYTHON}\nDuring handling of the above exception, another exception occurred:\n\n${PYTHON}`,
      [5, 14],
    ],
    ["an exception of Node, at its message", NODE, [5]],
    ["an exception with a long message", LONG, [1]],
    [
      "a wrong script of Python",
      '  File "x.py", line 1\n    if\n      ^\nSyntaxError: invalid syntax\n',
      [4],
    ],
    [
      "an exception of Java",
      'Exception in thread "main" java.lang.IllegalStateException: no\n\tat a.B.c(B.java:3)\n',
      [1],
    ],
    ["a compiler", "a.c:3:5: error: expected ';'\na.c:3:6: note: here\n", [1]],
    ["git", "fatal: not a git repository\n", [1]],
    ["npm says it once in several lines", "npm ERR! code E404\nnpm ERR! 404 Not found\n", [1]],
    ["make", "make: *** [Makefile:3: all] Error 2\n", [1]],
    ["a mark", "::error file=a.js::no\n##[error]no\n", [1, 2]],
    ["words about errors are none", "0 errors\nNo error: all is well\nErrorHandler started\nat home\n", []],
    ["an exception that is only named", "ValueError: was handled\nall is well\n", []],
  ])("%s", (_what, text, errors) => {
    expect(marksOf(text).errors).toEqual(errors);
  });

  test("are the last line where the attempt failed and nothing else says why", () => {
    expect(marksOf("one\nno space left\n\n", { hasFailed: true }).errors).toEqual([2]);
    expect(marksOf("one\nno space left\n\n", { hasFailed: false }).errors).toEqual([]);
    expect(marksOf(PYTHON, { hasFailed: true }).errors).toEqual([5]);
    expect(marksOf("", { hasFailed: true }).errors).toEqual([]);
  });

  test("are the last line of stderr where that has a stream of its own", () => {
    const marks = new LogMarks();
    const log = new LogLines({ onClosed: (line) => marks.take(line) });
    const at = new Date(0);
    log.append([
      { seq: 1, stream: "stdout", text: "one\n", at },
      { seq: 2, stream: "stderr", text: "no route\n", at },
      { seq: 3, stream: "stdout", text: "bye\n", at },
    ]);
    marks.end(true);
    expect(marks.errors).toEqual([2]);
  });
});
