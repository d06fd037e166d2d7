import type { Socket } from 'node:net';
import { DeliveryError } from '../../delivery-error.js';

/** Answers to a producer tell of brokers, of one topic's partitions, or of where a record is: some kilobytes. */
const LARGEST_ANSWER_BYTES = 8 * 1024 * 1024;
/** A broker gives one answer to each request, and few requests wait for one at a time. */
const MOST_ANSWERS = 1_000;
/** Each begins with its size (Kafka's protocol guide, "Common Request and Response Structure"). */
const SIZE_BYTES = 4;

/**
 * Ends the connection to a broker that announces an answer of more than 8 MiB, or sends answers that nobody asked for: kafkajs
 * would hold whatever comes in memory until a webhook's time is over.
 */
export function limitAnswers(socket: Socket): void {
  const answers = new AnswerSizes();
  let written = 0;
  let countedFrom = 0;
  socket.on('data', (piece: Buffer) => {
    if (socket.bytesWritten !== written) {
      written = socket.bytesWritten;
      countedFrom = answers.count;
    }
    answers.read(piece);
    if (answers.largest > LARGEST_ANSWER_BYTES) socket.destroy(refusal('an answer of more than 8 MiB'));
    else if (answers.count - countedFrom > MOST_ANSWERS)
      socket.destroy(refusal('answers that nobody asked for'));
  });
}

/** Reads the sizes of answers off a stream of them, whatever pieces it comes in. */
class AnswerSizes {
  count = 0;
  /** In bytes, as announced. */
  largest = 0;
  private size = 0;
  private sizeBytes = 0;
  private bytesLeft = 0;

  read(piece: Buffer): void {
    for (let at = 0; at < piece.length;) {
      if (this.bytesLeft > 0) {
        const taken = Math.min(this.bytesLeft, piece.length - at);
        this.bytesLeft -= taken;
        at += taken;
      } else {
        this.readSizeByte(piece[at] ?? 0);
        at += 1;
      }
    }
  }

  private readSizeByte(byte: number): void {
    this.size = this.size * 256 + byte;
    this.sizeBytes += 1;
    if (this.sizeBytes < SIZE_BYTES) return;
    this.count += 1;
    this.largest = Math.max(this.largest, this.size);
    this.bytesLeft = this.size;
    this.size = 0;
    this.sizeBytes = 0;
  }
}

function refusal(what: string): DeliveryError {
  return new DeliveryError('reset', `The connection was ended: the broker sent ${what}`);
}
