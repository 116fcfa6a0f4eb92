import { formatShape, type Session } from "@adjoint/core";
import { CliError } from "../errors/cliError.js";
import type { TensorMismatch } from "../errors/messages.js";
import type { Checkpoint } from "./checkpoint.js";

const describe = ({ dtype, shape }: { readonly dtype: string; readonly shape: readonly number[] }): string =>
  `${dtype} ${formatShape(shape)}`;

function mismatches({ variables }: Session, { tensors }: Checkpoint): readonly TensorMismatch[] {
  const names = new Set(variables.map(({ name }) => name));
  const wanted = variables.map((variable): TensorMismatch => {
    const found = tensors.get(variable.name);
    return { name: variable.name, expected: describe(variable), found: found && describe(found) };
  });
  const strangers = [...tensors]
    .filter(([name]) => !names.has(name))
    .map(([name, tensor]): TensorMismatch => ({ name, expected: undefined, found: describe(tensor) }));
  return [...wanted.filter(({ expected, found }) => expected !== found), ...strangers];
}

/**
 * Gives every variable of a session the value that a checkpoint has for it.
 *
 * @throws CliError `checkpoint/mismatch` when a tensor is missing, left over, or of another shape or element type
 */
export function restore(session: Session, checkpoint: Checkpoint): void {
  const wrong = mismatches(session, checkpoint);
  if (wrong.length > 0) throw new CliError("checkpoint/mismatch", { file: checkpoint.file, mismatches: wrong });
  for (const [name, value] of checkpoint.tensors) session.write(name, value);
}
