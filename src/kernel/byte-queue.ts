/**
 * Bytes of a stream in the pieces in which they came. They are joined when
 * enough of them are there, once, so that a long message costs time linear in
 * its length however it was cut.
 */
export class ByteQueue {
  private chunks: Buffer[] = [];
  private available = 0;

  push(chunk: Uint8Array): void {
    if (chunk.byteLength > 0) {
      this.chunks.push(Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength));
      this.available += chunk.byteLength;
    }
  }

  /** The first `size` bytes, which stay where they are; `undefined` while there are fewer. */
  peek(size: number): Buffer | undefined {
    if (this.available < size) {
      return undefined;
    }
    if (size === 0) {
      return Buffer.alloc(0);
    }
    if (this.chunks[0].length < size) {
      let count = 0;
      for (let length = 0; length < size; count++) {
        length += this.chunks[count].length;
      }
      this.chunks.unshift(Buffer.concat(this.chunks.splice(0, count)));
    }
    return this.chunks[0].subarray(0, size);
  }

  /** The same bytes, taken off. They share the memory of what came with them. */
  take(size: number): Buffer | undefined {
    const bytes = this.peek(size);
    if (bytes !== undefined && size > 0) {
      this.available -= size;
      const rest = this.chunks[0].subarray(size);
      if (rest.length > 0) {
        this.chunks[0] = rest;
      } else {
        this.chunks.shift();
      }
    }
    return bytes;
  }
}
