import { type Body, createBody } from "../assembler.js";
import { hostIndex } from "../host.js";
import { controlBlock } from "./controlBlock.js";

/** Looks at the barrier this often before going to sleep: some hundreds of microseconds, as long as other threads compute alone. */
const spins = 200_000;

/** Asks whether the others are still there after sleeping this long, in nanoseconds. */
const patience = 250_000_000;

/** What `memory.atomic.wait32` returns when nobody has woken it. */
const timedOut = 2;

function loadWord(body: Body, address: number): void {
  body.i32(0);
  body.atomic("i32.atomic.load", address);
}

function addToWord(body: Body, address: number, amount: number): void {
  body.i32(0);
  body.i32(amount);
  body.atomic("i32.atomic.rmw.add", address);
}

/**
 * A function of the number of threads that returns when all of them have called it. The last to arrive lets the others go;
 * they spin, because the wait is usually shorter than waking up, and sleep if it is not. Who sleeps long asks the host now
 * and then whether there is anyone left to wait for.
 */
export function emitBarrier(): Body {
  const body = createBody(["i32"]);
  const [passed, count] = [body.local("i32"), body.local("i32")];
  loadWord(body, controlBlock.passed);
  body.set(passed);
  addToWord(body, controlBlock.arrived, 1);
  body.i32(1);
  body.op("i32.add");
  body.get(0);
  body.op("i32.eq");
  body.if(() => {
    body.i32(0);
    body.i32(0);
    body.atomic("i32.atomic.store", controlBlock.arrived);
    addToWord(body, controlBlock.passed, 1);
    body.op("drop");
    loadWord(body, controlBlock.sleeping);
    body.if(() => {
      body.i32(0);
      body.i32(-1);
      body.atomic("memory.atomic.notify", controlBlock.passed);
      body.op("drop");
    });
    body.op("return");
  });
  const waiting = () => {
    loadWord(body, controlBlock.passed);
    body.get(passed);
    body.op("i32.eq");
  };
  body.loop(() => {
    waiting();
    body.op("i32.eqz");
    body.if(() => body.op("return"));
    body.get(count);
    body.i32(1);
    body.op("i32.add");
    body.tee(count);
    body.i32(spins);
    body.op("i32.lt_u");
    body.brIf(0);
  });
  addToWord(body, controlBlock.sleeping, 1);
  body.op("drop");
  body.loop(() => {
    body.i32(0);
    body.get(passed);
    body.i64(patience);
    body.atomic("memory.atomic.wait32", controlBlock.passed);
    body.i32(timedOut);
    body.op("i32.eq");
    body.if(() => body.call(hostIndex("overdue")));
    waiting();
    body.brIf(0);
  });
  addToWord(body, controlBlock.sleeping, -1);
  body.op("drop");
  return body;
}
