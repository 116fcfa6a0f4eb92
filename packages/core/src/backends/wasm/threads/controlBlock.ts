/**
 * Where the threads of a session meet: i32 words at the start of the shared memory, each in a cache line of its own. Byte
 * addresses.
 */
export const controlBlock = {
  /** Counts the commands given to the workers; they wait for it to change. */
  command: 0,
  /** The program to be run: the number of its module. */
  program: 64,
  /** Where the bytes of that module lie, and how many they are. */
  code: 128,
  codeLength: 132,
  /** How many workers have started, and how many have the module of the program at hand. */
  ready: 192,
  loaded: 196,
  /** How many threads have reached the barrier at hand, and how many barriers have been passed. */
  arrived: 256,
  passed: 320,
  /** How many threads sleep rather than spin. */
  sleeping: 384,
  /** How the run ended, for all threads to see. */
  outcome: 448,
  /** The first worker that failed, how many bytes of text say why once it has written them, and the text. */
  failed: 512,
  failureLength: 516,
  failureText: 520,
} as const;

export const controlBlockBytes = 1024;
