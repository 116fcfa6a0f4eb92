// A worker that serves sessions, and tells of the threads of the last one: how many are ready, how many commands they were given.
// It waits for its imports first, so that what is asked at once comes too early.
const { Memory } = WebAssembly;
let words;
WebAssembly.Memory = class extends Memory {
  constructor(descriptor) {
    super(descriptor);
    if (descriptor.shared) words = new Int32Array(this.buffer);
  }
};
const [{ serveSession }, { controlBlock }] = await Promise.all([
  import("/packages/core/dist/worker/index.js"),
  import("/packages/core/dist/backends/wasm/threads/controlBlock.js"),
]);
const word = (address) => (words === undefined ? 0 : Atomics.load(words, address >> 2));
addEventListener("message", ({ data }) => {
  if (data !== "threads") return;
  postMessage({ ready: word(controlBlock.ready), commands: word(controlBlock.command) });
});
serveSession();
