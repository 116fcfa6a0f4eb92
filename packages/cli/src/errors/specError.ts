import { formatPath, type Path } from "../spec/path.js";
import { type MessageCode, type MessageDetails, messages } from "./messages.js";

export type SpecCode = Extract<MessageCode, `spec/${string}`>;

/** A place in a file, counted from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One thing that is wrong with a spec. */
export type SpecProblem = {
  readonly [Code in SpecCode]: {
    readonly code: Code;
    /** Where in the spec: `network`, 2, `dense`, `units`. */
    readonly path: Path;
    readonly details: MessageDetails<Code>;
    /** Where in the file, if the spec came from one. */
    readonly position?: Position;
  };
}[SpecCode];

/** A spec with everything that is wrong with it. `code` is that of the first problem. */
export class SpecError extends Error {
  override readonly name = "SpecError";
  readonly code: SpecCode;
  readonly problems: readonly SpecProblem[];
  /** The file that the spec came from. */
  readonly file: string | undefined;

  constructor(problems: readonly [SpecProblem, ...SpecProblem[]], file?: string) {
    super(problems.map((problem) => formatProblem(problem, file)).join("\n"));
    this.code = problems[0].code;
    this.problems = problems;
    this.file = file;
  }
}

/** `digits.yaml:4:12: network[1].dense: expected …` */
function formatProblem({ code, path, details, position }: SpecProblem, file = "spec"): string {
  const place = position === undefined ? file : `${file}:${position.line}:${position.column}`;
  const text = (messages[code] as (details: SpecProblem["details"]) => string)(details);
  return [place, ...(path.length === 0 ? [] : [formatPath(path)]), text].join(": ");
}
