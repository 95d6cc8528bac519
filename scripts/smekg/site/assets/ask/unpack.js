// @ts-check
// Bytes from the site's own folder, unpacked where the server left them packed.

/**
 * Fetch a gzipped file and unpack it.
 *
 * @param {URL|string} address
 * @param {(received: number, total: number) => void} [onProgress] Told the packed bytes; total is 0 where unknown.
 * @returns {Promise<ReadableStream<Uint8Array>>} The unpacked bytes.
 */
export async function fetchUnpacked(address, onProgress = () => {}) {
  const response = await fetch(address);
  if (!response.ok || !response.body) {
    throw new Error(`${new URL(response.url || String(address)).pathname} cannot be loaded (${response.status})`);
  }
  const total = Number(response.headers.get("content-length") ?? 0);
  const reader = response.body.getReader();
  const first = await reader.read();
  // Some servers declare a .gz file as a packed transfer, and then the browser has unpacked it already.
  const packed = first.value !== undefined && first.value[0] === 0x1f && first.value[1] === 0x8b;
  let received = 0;
  /** @type {ReadableStream<Uint8Array>} */
  const bytes = new ReadableStream({
    start: (controller) => pass(first, controller),
    pull: async (controller) => pass(await reader.read(), controller),
    cancel: (reason) => reader.cancel(reason),
  });
  /**
   * @param {ReadableStreamReadResult<Uint8Array>} part
   * @param {ReadableStreamDefaultController<Uint8Array>} controller
   */
  function pass(part, controller) {
    if (part.done) {
      controller.close();
      return;
    }
    received += part.value.length;
    onProgress(received, packed ? total : 0);
    controller.enqueue(part.value);
  }
  if (!packed) return bytes;
  return bytes.pipeThrough(/** @type {any} */ (new DecompressionStream("gzip")));
}
