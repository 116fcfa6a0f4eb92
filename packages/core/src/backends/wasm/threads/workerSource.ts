import { hostSource } from "../host.js";
import { controlBlock } from "./controlBlock.js";

/**
 * The script of a worker, as text, because it must run in Node and in browsers without a file of its own. It waits for
 * commands in the shared memory; the modules it runs are compiled from the bytes that lie there.
 */
export const workerSource = `
"use strict";
const start = ({ memory, thread, threads }) => {
  const { command, program, code, codeLength, ready, sleeping } = ${JSON.stringify(controlBlock)};
  const words = new Int32Array(memory.buffer, 0, 128);
  const at = (address) => address >> 2;
  const host = { memory, ...${hostSource} };
  const programs = new Map();
  const load = (id) => {
    const known = programs.get(id);
    if (known !== undefined) return known;
    const end = words[at(code)] + words[at(codeLength)];
    // Another thread may just have grown the memory; this one sees that a moment later.
    while (memory.buffer.byteLength < end);
    const bytes = new Uint8Array(memory.buffer, words[at(code)], words[at(codeLength)]).slice();
    const { run } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { host }).exports;
    programs.set(id, run);
    return run;
  };
  let seen = 0;
  Atomics.add(words, at(ready), 1);
  for (;;) {
    for (let spins = 0; Atomics.load(words, at(command)) === seen && spins < 50000; spins++);
    if (Atomics.load(words, at(command)) === seen) {
      Atomics.add(words, at(sleeping), 1);
      while (Atomics.load(words, at(command)) === seen) Atomics.wait(words, at(command), seen);
      Atomics.sub(words, at(sleeping), 1);
    }
    seen = Atomics.load(words, at(command));
    load(Atomics.load(words, at(program)))(thread, threads);
  }
};
if (typeof self === "undefined") start(require("node:worker_threads").workerData);
else self.onmessage = ({ data }) => start(data);
`;
