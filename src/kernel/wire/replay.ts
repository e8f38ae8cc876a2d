/**
 * Remembers the last signatures, so that a message that was overheard cannot
 * be sent once more. The oldest are forgotten, as in jupyter-client
 * (`Session.digest_history_size`).
 */
export class ReplayGuard {
  private readonly seen = new Set<string>();

  constructor(private readonly capacity = 65_536) {}

  /** False when the signature has come before. */
  admit(signature: string): boolean {
    if (this.seen.has(signature)) {
      return false;
    }
    this.seen.add(signature);
    if (this.seen.size > this.capacity) {
      // A Set lists its members from the oldest on.
      for (const oldest of this.seen) {
        this.seen.delete(oldest);
        break;
      }
    }
    return true;
  }
}
