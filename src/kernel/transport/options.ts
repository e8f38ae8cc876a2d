/** What every socket of the kernel may be told. */
export interface TransportOptions {
  /** Milliseconds until a peer must have greeted and introduced itself. */
  greetingTimeout?: number;
  /** Bytes of the longest message that is accepted. */
  maximumMessage?: number;
  /** Bytes that may wait for a peer before it has to make progress. */
  highWater?: number;
  /** Milliseconds after which a peer above the high water that takes nothing is closed. */
  stallTimeout?: number;
  /** Gets a line whenever a peer is closed for a reason. */
  log?: (line: string) => void;
}

export const defaults: Required<TransportOptions> = {
  greetingTimeout: 10_000,
  maximumMessage: 2 ** 30,
  highWater: 2 ** 26,
  stallTimeout: 60_000,
  log: () => {},
};
