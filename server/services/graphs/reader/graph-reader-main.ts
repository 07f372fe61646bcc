import { parentPort, workerData } from "node:worker_threads";
import { toWire } from "#engine/json/wire.ts";
import { readDraftText } from "./read-draft-text.ts";

/** A thread that reads one graph file and ends: see `readGraphApart`. */
parentPort?.postMessage(JSON.stringify(toWire(readDraftText(String(workerData)))));
