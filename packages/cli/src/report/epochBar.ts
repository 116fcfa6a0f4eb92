import { Presets, SingleBar } from "cli-progress";
import type { Progress } from "../run/train.js";
import { formatMetrics } from "./format.js";

/** Shows how far an epoch is, in one line that it keeps rewriting. */
export interface EpochBar {
  show(progress: Progress): void;
  /** Wipes the line, so that others can be written. */
  clear(): void;
}

/** A bar on a terminal of 80 columns. It changes nothing there that somebody would have to restore, whatever ends the run. */
export function epochBar(stream: NodeJS.WritableStream, epochs: number): EpochBar {
  const format = `epoch {epoch} of ${epochs} {bar} {percentage} %, {eta_formatted} left, {figures}`;
  const options = {
    format,
    stream,
    clearOnComplete: true,
    gracefulExit: false,
    linewrap: true,
    barsize: 16,
    etaBuffer: 100,
  };
  let bar: SingleBar | undefined;
  return {
    show: ({ epoch, batch, batches, train }) => {
      const shown = { epoch, figures: formatMetrics(train) };
      if (bar === undefined) {
        bar = new SingleBar(options, Presets.shades_classic);
        bar.start(batches, batch, shown);
      } else bar.update(batch, shown);
    },
    clear: () => {
      bar?.stop();
      bar = undefined;
    },
  };
}
