/**
 * What may happen at a destination now. `clear`: deliveries go on. `closed`: none before a moment that is known. `trial`:
 * the next one may try it. `trying`: one is doing so. `paused`: none until somebody resumes it.
 */
const DESTINATION_VERDICTS = ['clear', 'closed', 'trial', 'trying', 'paused'] as const;
export type DestinationVerdict = (typeof DESTINATION_VERDICTS)[number];

/** How a destination stands, as one step in Redis found it. */
export interface Standing {
  readonly verdict: DestinationVerdict;
  /** Deliveries in the line. */
  readonly waiting: number;
  /** When more can be called for a known reason, in milliseconds from now; null when something else has to happen first. */
  readonly wakeMs: number | null;
  /** Failures in a row. */
  readonly failures: number;
}
