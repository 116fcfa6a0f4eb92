import type { DownloadProgress } from "@adjoint/data";
import { Presets, SingleBar } from "cli-progress";

/** Shows how far a download is, in one line that it keeps rewriting; where nobody reads along, not at all. */
export function downloadBar(stream: NodeJS.WritableStream & { readonly isTTY?: boolean }) {
  let bar: SingleBar | undefined;
  let current = "";
  const clear = () => {
    bar?.stop();
    bar = undefined;
  };
  return {
    clear,
    show: ({ file, received, total = received }: DownloadProgress) => {
      if (!stream.isTTY) return;
      if (file !== current) clear();
      current = file;
      bar ??= new SingleBar(
        { format: `${file} {bar} {percentage} %`, stream, clearOnComplete: true, gracefulExit: false, barsize: 24 },
        Presets.shades_classic,
      );
      if (!bar.isActive) bar.start(total, received);
      else bar.update(received);
    },
  };
}
