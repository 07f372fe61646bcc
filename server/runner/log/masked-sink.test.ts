import { expect, test } from "vitest";
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
