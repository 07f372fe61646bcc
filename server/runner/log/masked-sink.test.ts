import { expect, test, vi } from "vitest";
import { maskedSink } from "./masked-sink.ts";

const SECRET = "p@ss/wörd+1";

test("in a merged output a secret is masked wherever it is torn, and every other byte keeps its place", () => {
  const text = Buffer.from(`one\n${SECRET}\ntwo ${SECRET} three\n`);
  for (let cut = 0; cut <= text.length; cut += 1) {
    const written: Buffer[] = [];
    const { sink, end } = maskedSink({ write: (_stream, bytes) => void written.push(bytes) }, [SECRET]);
    sink.write("merged", text.subarray(0, cut));
    sink.write("merged", text.subarray(cut));
    end();
    expect(Buffer.concat(written).toString()).toBe("one\n***\ntwo *** three\n");
  }
});

test("a line whose end may begin a wrapped secret is shown in a pause of the output, and at once where it may not", () => {
  vi.useFakeTimers();
  try {
    const hex = Buffer.from(SECRET).toString("hex");
    const written: string[] = [];
    const { sink, end } = maskedSink({ write: (_stream, bytes) => void written.push(String(bytes)) }, [
      SECRET,
    ]);
    sink.write("merged", Buffer.from(`waits for host ${hex.slice(0, 1)}\n`));
    expect(written.join("")).toBe("waits for host ");
    vi.advanceTimersByTime(1_000);
    expect(written.join("")).toBe(`waits for host ${hex.slice(0, 1)}\n`);
    sink.write("merged", Buffer.from(`${hex.slice(0, 8)}\n`));
    vi.advanceTimersByTime(900);
    sink.write("merged", Buffer.from(`${hex.slice(8)}\n`));
    end();
    expect(written.join("")).toBe(`waits for host ${hex.slice(0, 1)}\n***\n`);
  } finally {
    vi.useRealTimers();
  }
});
