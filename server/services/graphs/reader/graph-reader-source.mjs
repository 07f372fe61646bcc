/** The reader of graph files from its source, for development and tests: plain Node 20 cannot run TypeScript. */
import { register } from "tsx/esm/api";

register();
await import("./graph-reader-main.ts");
