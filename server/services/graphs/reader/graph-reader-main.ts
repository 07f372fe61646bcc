import { parentPort, workerData } from "node:worker_threads";
import { readGraphText } from "#engine/graph-file/read-graph-text.ts";
import { toWire } from "#engine/json/wire.ts";

/** A thread that reads one graph file and ends: see `readGraphApart`. */
parentPort?.postMessage(JSON.stringify(toWire(readGraphText(String(workerData)))));
