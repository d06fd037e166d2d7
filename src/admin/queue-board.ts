import { getQueueToken } from '@nestjs/bull';
import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { ModuleRef } from '@nestjs/core';
import type { Queue } from 'bull';
import { FIFO_QUEUE } from '../fleet/worker-queues.js';
import { DELIVERY_QUEUE } from '../webhooks/delivery/delivery.js';
import type { Board, BoardAnswer } from './bull-board.js';

/** Where the board is. */
export const BOARD_PATH = '/admin/queues';

/** What bull-board's page needs: its own files, and styles in its markup. What it asks of others (fonts) it does not get. */
export const BOARD_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'self'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** The page of the queues. Nothing of it is loaded before somebody looks. */
@Injectable()
export class QueueBoard implements OnApplicationShutdown {
  private board: Promise<Board> | undefined;

  constructor(private readonly modules: ModuleRef) {}

  async get(url: string): Promise<BoardAnswer> {
    return (await (this.board ??= this.load())).get(url);
  }

  async onApplicationShutdown(): Promise<void> {
    await (await this.board)?.close();
  }

  private async load(): Promise<Board> {
    const { bullBoard } = await import('./bull-board.js');
    const queue = (name: string): Queue => this.modules.get(getQueueToken(name), { strict: false });
    return bullBoard(queue(FIFO_QUEUE), queue(DELIVERY_QUEUE), BOARD_PATH);
  }
}
