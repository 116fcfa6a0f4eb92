/** What a test of a sweep notes down in `task.meta`, so that a run can tell how much was verified. */
export interface Sweep {
  /** What is swept: primitives, ops, optimizers. */
  readonly of: string;
  /** The one that this test verifies. */
  readonly subject: string;
  /** What it verifies of it. */
  readonly check: string;
}

declare module "vitest" {
  interface TaskMeta {
    sweep?: Sweep;
  }
}
