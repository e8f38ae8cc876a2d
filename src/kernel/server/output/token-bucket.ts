/**
 * A token bucket: in any t seconds it lets through at most `burst + rate · t`
 * units. Times are milliseconds of any clock that does not go back.
 */
export class TokenBucket {
  private tokens: number;
  private last: number;

  constructor(
    /** Units a second. */
    readonly rate: number,
    readonly burst: number,
    now: number,
  ) {
    this.tokens = burst;
    this.last = now;
  }

  /** Milliseconds until `amount` may pass; what exceeds the burst may pass when the bucket is full. */
  wait(amount: number, now: number): number {
    this.advance(now);
    const missing = Math.min(amount, this.burst) - this.tokens;
    // Less than a thousandth of a unit is rounding.
    return missing <= 1e-3 ? 0 : Math.ceil((missing / this.rate) * 1000);
  }

  /** Takes `amount`, if need be on credit. */
  take(amount: number, now: number): void {
    this.advance(now);
    this.tokens -= amount;
  }

  /** Forgets what has passed, as the receiver has. */
  refill(): void {
    this.tokens = this.burst;
  }

  private advance(now: number): void {
    this.tokens = Math.min(this.burst, this.tokens + ((now - this.last) / 1000) * this.rate);
    this.last = now;
  }
}
