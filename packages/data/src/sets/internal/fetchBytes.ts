/** Bytes, so far and in all. */
type OnBytes = (received: number, total: number | undefined) => void;

/**
 * What a server has at an address.
 *
 * @param options.limit bytes; a server that sends more is not listened to any longer.
 * @param options.patience seconds without a byte.
 * @throws Error in words, or what `signal` was aborted with.
 */
export async function fetchBytes(
  address: string,
  options: { readonly limit: number; readonly patience: number; readonly signal?: AbortSignal | undefined },
  onBytes: OnBytes,
): Promise<Uint8Array> {
  const { limit, patience, signal } = options;
  signal?.throwIfAborted();
  const silence = new AbortController();
  const timer = setTimeout(() => silence.abort(new Error(`no answer for ${patience} s`)), 1000 * patience);
  try {
    const response = await fetch(address, {
      signal: signal === undefined ? silence.signal : AbortSignal.any([signal, silence.signal]),
    });
    if (!response.ok) throw new Error(`HTTP ${response.status} ${response.statusText}`.trim());
    const announced = Number(response.headers.get("content-length"));
    const total = announced > 0 ? announced : undefined;
    const pieces: Uint8Array[] = [];
    let received = 0;
    for await (const piece of response.body ?? []) {
      timer.refresh();
      pieces.push(piece);
      received += piece.length;
      if (received > limit) throw new Error(`more than ${limit} bytes, which is too much`);
      onBytes(received, total);
    }
    return Buffer.concat(pieces);
  } finally {
    clearTimeout(timer);
    silence.abort();
  }
}
