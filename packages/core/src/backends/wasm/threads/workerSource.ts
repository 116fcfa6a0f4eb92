import { hostSource } from "../host.js";
import { controlBlock, controlBlockBytes } from "./controlBlock.js";

/**
 * The script of a worker, as text, because it must run in Node and in browsers without a file of its own. It waits for
 * commands in the shared memory. The first that names a program has it compile the module whose bytes lie there, every further
 * one run it. What goes wrong is written into that memory, since nobody reads messages while a program runs.
 */
export const workerSource = `
"use strict";
const start = ({ memory, thread, threads }) => {
  const { command, program, code, codeLength, ready, loaded, sleeping, failed, failureLength, failureText } =
    ${JSON.stringify(controlBlock)};
  const words = new Int32Array(memory.buffer, 0, ${controlBlockBytes / 4});
  const at = (address) => address >> 2;
  const overdue = () => {
    if (Atomics.load(words, at(failed)) !== 0) throw new Error("Another thread failed.");
  };
  const host = { memory, overdue, ...${hostSource} };
  const programs = new Map();
  const load = (id) => {
    const end = words[at(code)] + words[at(codeLength)];
    // Another thread may just have grown the memory; this one sees that a moment later.
    while (memory.buffer.byteLength < end);
    const bytes = new Uint8Array(memory.buffer, words[at(code)], words[at(codeLength)]).slice();
    const { run } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { host }).exports;
    programs.set(id, run);
    Atomics.add(words, at(loaded), 1);
    Atomics.notify(words, at(loaded));
  };
  const fail = (error) => {
    if (Atomics.compareExchange(words, at(failed), 0, thread) !== 0) return;
    const text = Array.from(String(error).slice(0, ${controlBlockBytes - controlBlock.failureText}), (letter) => letter.charCodeAt(0));
    new Uint8Array(memory.buffer).set(text, failureText);
    Atomics.store(words, at(failureLength), text.length);
    Atomics.notify(words, at(loaded));
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
    const id = Atomics.load(words, at(program));
    try {
      if (programs.has(id)) programs.get(id)(thread, threads);
      else load(id);
    } catch (error) {
      return fail(error);
    }
  }
};
if (typeof self === "undefined") start(require("node:worker_threads").workerData);
else self.onmessage = ({ data }) => start(data);
`;
